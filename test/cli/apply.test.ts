import { describe, expect, test } from 'vitest';
import { execute } from '../support/execute.ts';
import { FakeSsh, saidBy } from '../support/fake-ssh.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { sources } from './runners.ts';

const HOSTS = ['host1', 'host2', 'host3'] as const;
const ADDRESS: Readonly<Record<string, string>> = { host1: '10.0.0.11', host2: '10.0.0.12', host3: '10.0.0.13' };
const manifestOf = (rest = '', further = ''): string => `meshinit: 1
name: demo
defaults: { os: debian-12 }
hosts:
${HOSTS.map((name) => `  ${name}: { address: ${ADDRESS[name]} }\n`).join('')}${further}${rest}`;
const OLD = manifestOf();
const NEW = manifestOf('docker: { daemon: { labels: [a=b] } }\n');

/**
 * Hosts that remember whether they are patched: the probe's answer is that of the old manifest, then of the new one. What
 * they do with each script is noted.
 */
class Hosts {
  readonly ssh = new FakeSsh();

  constructor(young = NEW, old = OLD) {
    for (const name of HOSTS) {
      writeTree(this.ssh.directory, [
        { path: `${name}.old`, content: saidBy({ text: old }, name) },
        { path: `${name}.new`, content: saidBy({ text: young }, name) },
      ]);
      this.that(name, '');
    }
  }

  /** @param patching what the patch does besides, before it is done */
  that(name: string, patching: string): this {
    const at = `${this.ssh.directory}/${name}`;
    this.ssh.on(
      ADDRESS[name] ?? name,
      `script=$(cat)
case $script in
*"tell_checks()"*) if [ -e ${at}.patched ]; then cat ${at}.new; else cat ${at}.old; fi ;;
*"Brings host"*)
  case $1 in
  *--dry-run*) echo 'meshinit: changes /etc/docker/daemon.json'; echo 'meshinit: Docker reloads its options; containers keep running' ;;
  *) echo "patch ${name} $1" | sed 's/sh -c.*-s -- //; s/;.*//' >>${this.ssh.directory}/log
     ${patching}
     : >${at}.patched ;;
  esac ;;
*"Keeps a patch"*) echo "confirm ${name}" >>${this.ssh.directory}/log ;;
*"Rolls back"*) echo "undo ${name}" >>${this.ssh.directory}/log; rm -f ${at}.patched ;;
esac
`,
    );
    return this;
  }

  async log(): Promise<string[]> {
    const { stdout } = await execute('sh', ['-c', `cat ${this.ssh.directory}/log 2>/dev/null || :`]);
    return stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.replace(/--within \d+/, '--within N'));
  }
}

describe.each(sources)('$name', ({ run }) => {
  const apply = (hosts: Hosts, words: readonly string[] = ['--yes'], text = NEW) => {
    const cwd = temporaryDirectory();
    writeTree(cwd, [
      { path: 'meshinit.yaml', content: text },
      { path: 'old.yaml', content: OLD },
    ]);
    return run(['apply', ...words], { cwd, env: hosts.ssh.env });
  };
  const json = async (hosts: Hosts, words: readonly string[] = ['--yes'], text = NEW) => {
    const { stdout, status, stderr } = await apply(hosts, [...words, '--json'], text);
    return { status, stderr, steps: JSON.parse(stdout).steps };
  };

  test('prints what it would do, and changes nothing, with --dry-run', async () => {
    const hosts = new Hosts();
    const { stdout, status } = await apply(hosts, ['--dry-run']);
    expect(stdout).toMatchInlineSnapshot(`
      "turn  host   do     files  the mesh is then  why, or meanwhile
      1     host1  patch  1      in one piece      Docker reloads its options; containers keep running
      2     host2  patch  1      in one piece      Docker reloads its options; containers keep running
      3     host3  patch  1      in one piece      Docker reloads its options; containers keep running
      "
    `);
    expect(status).toBe(0);
    expect(await hosts.log()).toEqual([]);
  });

  test('patches one host after the other, each confirmed before the next', async () => {
    const hosts = new Hosts();
    const { stdout, status } = await apply(hosts);
    expect(stdout.split('\n').slice(-4)).toEqual(['host1: patched', 'host2: patched', 'host3: patched', '']);
    expect(status).toBe(0);
    expect(await hosts.log()).toEqual(HOSTS.flatMap((name) => [`patch ${name} --within N --hold`, `confirm ${name}`]));
    expect((await apply(hosts)).stdout).toBe('nothing to do: every host has the manifest\n');
  });

  test('patches hosts together with --parallel, where no link changes', async () => {
    const hosts = new Hosts();
    const { steps } = await json(hosts, ['--yes', '--parallel']);
    expect(steps.map(({ turn }: { turn: number }) => turn)).toEqual([1, 1, 1]);
    expect((await hosts.log()).slice(-3).toSorted()).toEqual(['confirm host1', 'confirm host2', 'confirm host3']);
  });

  test('stops at the first host that fails, rolls it back, and goes on from there', async () => {
    const hosts = new Hosts().that('host2', 'echo "meshinit: no space left" >&2; exit 1');
    const { status, steps } = await json(hosts);
    expect(steps.map(({ state, why }: { state: string; why: string[] }) => [state, ...why])).toEqual([
      ['patched'],
      ['rolled back', 'no space left'],
      ['waiting', 'Docker reloads its options; containers keep running'],
    ]);
    expect(status).toBe(1);
    expect((await hosts.log()).slice(-2)).toEqual(['patch host2 --within N --hold', 'undo host2']);
    const again = await json(hosts.that('host2', ''));
    expect(again.steps.map(({ host, state }: { host: string; state: string }) => [host, state])).toEqual([
      ['host2', 'patched'],
      ['host3', 'patched'],
    ]);
  });

  test('says at what a host’s own work failed', async () => {
    const said = [
      'failed: join the swarm: network web is in use (exit 1)',
      'failed: join the swarm (exit 1)',
      'rolled back',
    ];
    const hosts = new Hosts().that('host1', `${said.map((line) => `echo "meshinit: ${line}"`).join('; ')}; exit 1`);
    const { steps } = await json(hosts);
    expect(steps[0].why).toEqual(['join the swarm: network web is in use (exit 1)']);
  });

  test('rolls back a host that has lost a peer, says which, and goes no further', async () => {
    const hosts = new Hosts().that('host1', 'echo "meshinit: host1 is patched, but does not reach host2"; exit 3');
    const { status, steps } = await json(hosts);
    expect([status, steps[0].state, steps[0].why]).toEqual([1, 'rolled back', ['does not reach host2']]);
    expect(await hosts.log()).toEqual(['patch host1 --within N --hold', 'undo host1']);
  });

  test('rolls back a host whose files or checks are not as they should be', async () => {
    const hosts = new Hosts();
    writeTree(hosts.ssh.directory, [
      { path: 'host1.new', content: saidBy({ text: NEW }, 'host1', { down: ['host3'] }) },
    ]);
    const { status, steps } = await json(hosts);
    expect([status, steps[0].state]).toEqual([1, 'rolled back']);
    expect(steps[0].why[0]).toContain('meshinit-check fails: host3 answers');
  }, 60_000);

  test('keeps a patch while containers do not run yet, and while other hosts tell no names yet', async () => {
    const hosts = new Hosts();
    const ends = `check\tFAIL  container web runs\ncheck\tFAIL  container web answers at 172.17.1.128
check\tFAIL  every host tells its names\nend\t1`;
    for (const host of HOSTS) {
      const change = (line: string): string =>
        line === 'end\t1' ? ends : line.replace('status\tready', 'status\tfailed: containers: web');
      writeTree(hosts.ssh.directory, [{ path: `${host}.new`, content: saidBy({ text: NEW }, host, { change }) }]);
    }
    const { status, steps } = await json(hosts);
    expect(steps.map(({ state }: { state: string }) => state)).toEqual(['patched', 'patched', 'patched']);
    expect(status).toBe(0);
  });

  test('rolls back a host that heard the names of others, and does no more', async () => {
    const hosts = new Hosts();
    for (const [name, text, verdict] of [
      ['host1.old', OLD, 'ok    '],
      ['host1.new', NEW, 'FAIL  '],
    ] as const) {
      const change = (line: string): string =>
        line === 'end\t1' ? `check\t${verdict}every host tells its names\nend\t1` : line;
      writeTree(hosts.ssh.directory, [{ path: name, content: saidBy({ text }, 'host1', { change }) }]);
    }
    const { steps } = await json(hosts);
    expect(steps[0]).toMatchObject({ state: 'rolled back', why: [expect.stringContaining('tells its names')] });
  }, 60_000);

  /** A host's check says this of its overlay besides, before its patch and after it. */
  const saysOfOverlay = (hosts: Hosts, before: string, after: string): Hosts => {
    for (const [name, text, line] of [
      ['host1.old', OLD, before],
      ['host1.new', NEW, after],
    ] as const) {
      const change = (said: string): string => (said === 'end\t1' ? `check\t${line}\nend\t1` : said);
      writeTree(hosts.ssh.directory, [{ path: name, content: saidBy({ text }, 'host1', { change }) }]);
    }
    return hosts;
  };

  test.each(['host2 manages the swarm', 'host4 is a node that is ready', 'etcd answers on host3'])(
    'keeps a patch where others are still to come: %s',
    async (what) => {
      const { status, steps } = await json(saysOfOverlay(new Hosts(), 'ok    Docker runs', `FAIL  ${what}`));
      expect([status, steps[0].state]).toEqual([0, 'patched']);
    },
  );

  test.each([
    ['host2 manages the swarm', 'ok    host2 manages the swarm'],
    ['host1 manages the swarm', 'ok    Docker runs'],
  ])(
    'rolls back a host that lost another of the overlay, or its own part in it: %s',
    async (what, before) => {
      const { steps } = await json(saysOfOverlay(new Hosts(), before, `FAIL  ${what}`));
      expect(steps[0]).toMatchObject({ state: 'rolled back', why: [expect.stringContaining(what)] });
    },
    60_000,
  );

  test('says that a host whose connection is lost rolls back by itself', async () => {
    const hosts = new Hosts().that(
      'host1',
      `: >$0.gone; echo "Connection to 10.0.0.11 closed by remote host." >&2; exit 255`,
    );
    const { steps } = await json(hosts);
    expect(steps[0].why[0]).toMatch(/connection was lost meanwhile .* rolls the patch back by itself, within \d+ s/);
  });

  test('names new hosts, those to rebuild and those that are gone, and does not touch them', async () => {
    const hosts = new Hosts();
    const bare = manifestOf('', '  host4: { address: 10.0.0.14 }\n').replace(/ {2}host3.*\n/, '');
    const { status, steps } = await json(hosts, ['--dry-run'], bare);
    expect(steps.map(({ host, task }: { host: string; task: string }) => [host, task])).toEqual([
      ['host1', 'patch'],
      ['host2', 'patch'],
      ['host4', 'boot'],
      ['host3', 'gone'],
    ]);
    expect(status).toBe(0);
    const other = await json(new Hosts(), ['--from', 'old.yaml', '--yes'], OLD.replace('debian-12', 'debian-13'));
    expect(other.steps.map(({ task }: { task: string }) => task)).toEqual(['rebuild', 'rebuild', 'rebuild']);
    expect(other.steps[0].why).toEqual(['operating system changes from debian-12 to debian-13']);
    expect(other.status).toBe(1);
  });

  test('begins nothing where a host that others know cannot be reached, unless it is left out', async () => {
    const hosts = new Hosts();
    hosts.ssh.on('10.0.0.13', 'echo "ssh: connect to host: Connection timed out" >&2; exit 255');
    const { status, steps, stderr } = await json(hosts);
    expect(steps.at(-1)).toMatchObject({ host: 'host3', task: 'stop', why: ['it does not answer on its ssh port'] });
    expect([status, await hosts.log()]).toEqual([1, []]);
    expect(stderr).toContain('nothing was changed');
    expect((await json(hosts, ['--yes', 'host1', 'host2'])).status).toBe(0);
  });

  test('waits for nobody who is not there', async () => {
    expect(await apply(new Hosts(), [])).toMatchObject({ status: 2, stderr: expect.stringContaining('--yes') });
    expect(await apply(new Hosts(), ['--json'])).toMatchObject({ status: 2 });
    expect(await apply(new Hosts(), ['--yes', 'host9'])).toMatchObject({ status: 2 });
    expect(await apply(new Hosts(), ['--yes', '--within', '0'])).toMatchObject({ status: 2 });
  });

  test('sends no secret but to the host that it is for, and prints none', async () => {
    const secret = 'hunter2hunter2';
    const text = manifestOf(`docker: { daemon: { labels: [a=b], http-proxy: "http://u:${secret}@proxy" } }\n`);
    const hosts = new Hosts(text);
    const { stdout, stderr } = await apply(hosts, ['--yes'], text);
    expect(stdout + stderr + hosts.ssh.calls().join('\n')).not.toContain(secret);
  });
});
