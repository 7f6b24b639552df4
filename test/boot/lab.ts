import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execute, type Outcome, said } from '../support/execute.ts';

const SCRIPT = fileURLToPath(new URL('../lab/lab.sh', import.meta.url));

const runner = process.ppid;
// A test process outlives its runner where that is killed. The laboratory goes with whoever is named as its owner.
setInterval(() => {
  if (process.ppid !== runner) process.exit(1);
}, 2000).unref();

/** The knobs of test/lab/README.md that a cluster turns. */
export interface LabSettings {
  readonly LAB_RELEASE?: 'bookworm' | 'trixie';
  readonly LAB_FLAVOUR?: 'networkd' | 'ifupdown';
  /** Hosts of another release: `host2=trixie`. */
  readonly LAB_OTHERS?: string;
  /** With the packages of a newer Docker beside the releases' mirrors. */
  readonly LAB_NEWER_DOCKER?: '1';
  /** Hosts that are not started with the others, by name. */
  readonly LAB_ABSENT?: string;
}

/** The boot laboratory under a name of its own. It goes with this process, however that ends. */
export class Lab {
  readonly name: string;
  readonly #environment: Readonly<Record<string, string | undefined>>;

  constructor(name: string, settings: LabSettings) {
    this.name = `${name}-${process.pid}`;
    this.#environment = { ...process.env, ...settings, LAB_NAME: this.name, LAB_OWNER: String(process.pid) };
  }

  /** Where the laboratory keeps what belongs to it, `www` among it. */
  get directory(): string {
    const state = process.env['LAB_STATE'] ?? join(tmpdir(), 'meshinit-lab');
    return join(state, this.name);
  }

  /** One command of lab.sh. */
  try(...words: string[]): Promise<Outcome> {
    return execute(SCRIPT, words, { env: this.#environment });
  }

  /** The same for one that has to succeed: what it prints. */
  async run(...words: string[]): Promise<string> {
    const outcome = await this.try(...words);
    if (outcome.status !== 0) {
      throw new Error(`lab.sh ${words.join(' ')}\nended with ${outcome.status}: ${said(outcome)}`);
    }
    return outcome.stdout;
  }

  /** Runs a shell script on a host as root; `arguments_` are its `$1` and on. */
  on(host: string, script: string, ...arguments_: string[]): Promise<string> {
    return this.run('ssh', host, ...this.#words(script, arguments_));
  }

  tryOn(host: string, script: string, ...arguments_: string[]): Promise<Outcome> {
    return this.try('ssh', host, ...this.#words(script, arguments_));
  }

  #words(script: string, arguments_: readonly string[]): string[] {
    return ['sh', '-c', script, 'sh', ...arguments_];
  }
}
