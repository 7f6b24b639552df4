import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { compile } from '../../src/index.ts';
import { type Outcome, said } from '../support/execute.ts';
import type { Cluster } from './cluster.ts';

const CLI = resolve('dist/meshinit.cjs');

/** A manifest and its lock, which are what hosts are brought to. */
export interface Stage {
  readonly text: string;
  readonly lock: string;
}

/** The operator's machine stands beside the hosts, with OpenSSH's own client and a configuration of its own. */
export class Operator {
  readonly #cluster: Cluster;
  readonly #directory: string;
  #stage: Stage | undefined;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
    this.#directory = join(cluster.directory, 'operator');
  }

  /** @returns the directory that commands run in */
  prepare(): string {
    mkdirSync(join(this.#directory, 'bin'), { recursive: true });
    const key = join(this.#cluster.lab.directory, 'key');
    const hosts = this.#cluster.hosts.map((host) => `Host ${host}\n  HostName ${this.#cluster.outer(host)}\n`);
    writeFileSync(
      join(this.#directory, 'config'),
      `IdentityFile ${key}\nUser root\nStrictHostKeyChecking no\nUserKnownHostsFile /dev/null\nLogLevel ERROR\n${hosts.join('')}`,
    );
    const programs = {
      ssh: `exec /usr/bin/ssh -F ${this.#directory}/config "$@"`,
      meshinit: `exec ${process.execPath} ${CLI} "$@"`,
    };
    for (const [name, command] of Object.entries(programs)) {
      writeFileSync(join(this.#directory, 'bin', name), `#!/bin/sh\n${command}\n`);
      chmodSync(join(this.#directory, 'bin', name), 0o755);
    }
    const { seed } = this.#cluster.extras;
    if (seed) writeFileSync(join(this.#directory, 'meshinit.seed'), seed, { mode: 0o600 });
    return this.#directory;
  }

  /** What a person types, in this directory, with a shell that stops at the first failure. */
  shell(text: string): Promise<Outcome> {
    return this.#run('sh', '-euc', text);
  }

  /** The same for what has to succeed: what it prints. */
  async ran(text: string): Promise<string> {
    this.prepare();
    const outcome = await this.shell(text);
    if (outcome.status !== 0) throw new Error(`${text}\nended with ${outcome.status}: ${said(outcome)}`);
    return outcome.stdout;
  }

  #run(...words: readonly string[]): Promise<Outcome> {
    const path = `PATH=${this.#directory}/bin:${process.env['PATH']}`;
    return this.#cluster.lab.try('exec', 'env', '-C', this.#directory, path, ...words);
  }

  /** The lock that the cluster was made with: it keeps everybody's addresses. */
  get firstLock(): string {
    return this.stageOf(this.#cluster.manifest).lock;
  }

  /** What all hosts were brought to last. */
  get stage(): Stage {
    return this.#stage ?? this.stageOf(this.#cluster.manifest);
  }

  /** @param before the lock that there is */
  stageOf(text: string, before?: string): Stage {
    const { lock = '', diagnostics } = compile(text, { lock: before, seed: this.#cluster.extras.seed });
    if (lock === '') throw new Error(`no stage: ${diagnostics.map(({ message }) => message).join('; ')}`);
    return { text, lock };
  }

  /** Puts a stage beside the others. */
  #put(name: string, { text, lock }: Stage): string {
    writeFileSync(join(this.#directory, `${name}.lock`), lock);
    writeFileSync(join(this.#directory, `${name}.yaml`), text);
    return join(this.#directory, `${name}.yaml`);
  }

  /** @param wanted by which the hosts are seen */
  async run(wanted: Stage, ...words: string[]) {
    this.prepare();
    return this.#run('meshinit', ...words, '--manifest', this.#put('meshinit', wanted));
  }

  async json(wanted: Stage, ...words: string[]) {
    const { status, stdout, stderr } = await this.run(wanted, ...words, '--json');
    if (!stdout.startsWith('{')) throw new Error(`${words.join(' ')} ended with ${status}: ${stdout}${stderr}`);
    return { status, ...JSON.parse(stdout) };
  }

  /** Brings all hosts from their stage to another; what became of each. */
  async apply(wanted: Stage): Promise<string[]> {
    this.prepare();
    const { status, steps } = await this.json(wanted, 'apply', '--yes', '--from', this.#put('before', this.stage));
    if (status === 0) this.#stage = wanted;
    else console.error(JSON.stringify(steps, null, 2));
    return statesOf(steps);
  }

  /** The stage of all hosts with other keys. */
  async keys(word: '--rotate' | '--finish'): Promise<Stage> {
    const { status, stderr } = await this.run(this.stage, 'keys', word);
    if (status !== 0) throw new Error(`keys ${word} ended with ${status}: ${stderr}`);
    return { text: this.stage.text, lock: readFileSync(join(this.#directory, 'meshinit.lock'), 'utf8') };
  }
}

/** What became of each host of an `apply`, or what is left to do with it. */
export const statesOf = (steps: readonly { host: string; task: string; state: string | null }[]): string[] =>
  steps.map(({ host, task, state }) => `${host} ${state ?? task}`);
