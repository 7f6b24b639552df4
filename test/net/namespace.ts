import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const INIT = fileURLToPath(new URL('namespace-init.sh', import.meta.url));
const KINDS = ['--mount', '--net', '--pid', '--uts', '--ipc'];
/** With the directory of a shell's PATH that Flatcar alone has. */
const ENVIRONMENT = {
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/bin',
  LC_ALL: 'C.UTF-8',
};
/** No command of a test takes longer, in ms: what does is stuck. */
const LONGEST = 180_000;

export interface Outcome {
  readonly status: number;
  /** Standard output and standard error, as they came. */
  readonly output: string;
}

/**
 * Namespaces of network, files, processes and host name. They have no name on the machine, so that runs side by side
 * cannot meet, and they end with the process that opened them at the latest: see namespace-init.sh.
 */
export class Namespace {
  readonly name: string;
  /** Its first process, as the machine counts. */
  readonly pid: number;
  /** What ran in it and what came of it, for the log of a failed test. */
  readonly transcript: { readonly script: string; output: string; status: number | 'still running' | 'killed' }[] = [];
  readonly #starter: ChildProcessWithoutNullStreams;

  private constructor(name: string, pid: number, starter: ChildProcessWithoutNullStreams) {
    this.name = name;
    this.pid = pid;
    this.#starter = starter;
  }

  /** @param files whether it has its own /etc, /opt, /usr, /var and /run over the machine's */
  static async open(name: string, files: 'files' | 'no files'): Promise<Namespace> {
    const starter = spawn('unshare', [
      ...[...KINDS, '--fork', '--kill-child=KILL', '--mount-proc', '--'],
      ...['sh', INIT, name, files === 'files' ? 'files' : ''],
    ]);
    let said = '';
    starter.stdout.on('data', (data) => (said += data));
    starter.stderr.on('data', (data) => (said += data));
    while (!said.includes('ready\n')) {
      if (starter.exitCode !== null) throw new Error(`namespace ${name} does not open: ${said}`);
      await Promise.race([once(starter.stdout, 'data'), once(starter, 'close')]);
    }
    return new Namespace(name, childOf(starter.pid as number), starter);
  }

  /** Path by which this process reaches a file of the namespace. */
  path(file: string): string {
    return `/proc/${this.pid}/root${file}`;
  }

  /** Runs a shell script in it; `arguments_` are its `$1` and on. Never throws for what the script does. */
  async try(script: string, ...arguments_: string[]): Promise<Outcome> {
    const child = this.spawn(script, ...arguments_);
    const entry: Namespace['transcript'][number] = {
      script: [script, ...arguments_].join(' '),
      output: '',
      status: 'still running',
    };
    this.transcript.push(entry);
    const stuck = setTimeout(() => process.kill(-(child.pid as number), 'SIGKILL'), LONGEST);
    child.stdout.on('data', (data) => (entry.output += data));
    child.stderr.on('data', (data) => (entry.output += data));
    const [status] = (await once(child, 'close')) as [number | null];
    clearTimeout(stuck);
    entry.status = status ?? 'killed';
    return { status: status ?? -1, output: entry.output };
  }

  /** The same for a script that has to succeed: what it said. */
  async run(script: string, ...arguments_: string[]): Promise<string> {
    const { status, output } = await this.try(script, ...arguments_);
    if (status !== 0) throw new Error(`${this.name}: ${script}\nended with ${status}: ${output}`);
    return output;
  }

  /** The same for a script that goes on: its process. It ends with the namespace at the latest. */
  spawn(script: string, ...arguments_: string[]): ChildProcessWithoutNullStreams {
    const enter = ['--target', String(this.pid), '--mount', '--net', '--pid', '--uts', '--ipc', '--'];
    const command = [...enter, 'sh', '-c', script, 'sh', ...arguments_];
    // A group of its own: nsenter passes no signal on to what it started.
    const child = spawn('nsenter', command, { env: ENVIRONMENT, detached: true });
    child.stdin.end();
    return child;
  }

  /** A power cut: every process of it is killed, and its devices and files are gone. */
  async close(): Promise<void> {
    if (this.#starter.exitCode !== null || this.#starter.signalCode !== null) return;
    const closed = once(this.#starter, 'exit');
    this.#starter.kill('SIGKILL');
    await closed;
  }
}

function childOf(pid: number): number {
  const child = Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'), 10);
  if (!Number.isInteger(child)) throw new Error(`process ${pid} has no child`);
  return child;
}
