import { chmodSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execute } from '../support/execute.ts';
import type { Cluster } from './cluster.ts';

export const CLI = join(process.cwd(), 'dist/meshinit.cjs');

/** An operator's directory with a manifest under git, and an ssh that leads into the hosts' namespaces. */
export class Operator {
  readonly directory = mkdtempSync(join(tmpdir(), 'meshinit-fleet-'));
  readonly env: Readonly<Record<string, string | undefined>>;

  /** @param seed of the keys, where there are any */
  constructor(seed?: Uint8Array) {
    this.env = {
      ...process.env,
      PATH: `${this.directory}/bin:${process.env['PATH']}`,
      ...(seed && { MESHINIT_SEED: Buffer.from(seed).toString('base64') }),
    };
  }

  get lock(): string {
    return readFileSync(join(this.directory, 'meshinit.lock'), 'utf8');
  }

  async open(cluster: Cluster): Promise<void> {
    const lines = [...cluster.hosts].map(([name, { machine }]) => `${name}) pid=${machine.pid} ;;\n`);
    await execute('mkdir', ['-p', join(this.directory, 'bin')]);
    const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    writeFileSync(
      join(this.directory, 'bin/ssh'),
      `#!/bin/sh
# sshd leaves alone what it started where the connection breaks. A terminal ends it, and so does sudo's.
[ -n "$LANE_ENDS" ] || session='setsid --wait'
while [ "$1" != -- ]; do shift; done
case $2 in
${lines.join('')}*) echo "ssh: connect to host $2 port 22: No route to host" >&2; exit 255 ;;
esac
PATH=${path} exec $session nsenter --target "$pid" --mount --net --pid --uts --ipc -- sh -c "$3"
`,
    );
    chmodSync(join(this.directory, 'bin/ssh'), 0o755);
  }

  async commit(text: string): Promise<void> {
    const git = (...words: string[]) =>
      execute('git', ['-c', 'user.name=lane', '-c', 'user.email=lane@example.com', ...words], { cwd: this.directory });
    if (!existsSync(join(this.directory, '.git'))) await git('init', '-q');
    this.write(text);
    const { status, stderr } = await this.run('compile');
    if (status !== 0) throw new Error(stderr);
    await git('add', 'meshinit.yaml', 'meshinit.lock');
    await git('commit', '-qm', 'as it is');
  }

  write(text: string): void {
    writeFileSync(join(this.directory, 'meshinit.yaml'), text);
  }

  run(...words: string[]) {
    return execute(process.execPath, [CLI, ...words], { cwd: this.directory, env: this.env });
  }

  async json(...words: string[]) {
    const { status, stdout, stderr } = await this.run(...words, '--json');
    try {
      return { status, stderr, ...JSON.parse(stdout) };
    } catch {
      throw new Error(`${words.join(' ')} ended with ${status}: ${stdout}${stderr}`);
    }
  }
}
