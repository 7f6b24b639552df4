import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { execute } from '../support/execute.ts';
import { FakeSsh, saidBy } from '../support/fake-ssh.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { thoroughOr, thoroughTest } from '../support/thorough.ts';
import { BUNDLE, bundled, sources } from './runners.ts';

const text = `meshinit: 1
name: demo
defaults: { os: debian-12, ssh: { user: debian } }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12, ssh: { host: web2, port: 2222, jump: ops@bastion } }
  host3: { address: 10.0.0.13 }
`;
const ADDRESS = { host1: '10.0.0.11', host2: 'web2', host3: '10.0.0.13' } as const;
type Name = keyof typeof ADDRESS;

function workplace(manifest = text): string {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'meshinit.yaml', content: manifest }]);
  return directory;
}

/** A cluster that is well, but for some hosts. */
function fleet(others: Partial<Record<Name, string>> = {}): FakeSsh {
  const ssh = new FakeSsh();
  for (const [name, address] of Object.entries(ADDRESS)) {
    const said = others[name as Name] ?? saidBy({ text }, name);
    if (said.startsWith('#!')) ssh.on(address, said);
    else ssh.says(address, said);
  }
  return ssh;
}

const fails = (stderr: string): string => `#!/bin/sh\ncat >/dev/null\necho ${JSON.stringify(stderr)} >&2\nexit 255\n`;

describe.each(sources)('$name', ({ run }) => {
  const status = (ssh: FakeSsh, ...words: string[]) => run(['status', ...words], { cwd: workplace(), env: ssh.env });
  const seen = async (ssh: FakeSsh, ...words: string[]) => {
    const { stdout, stderr, status: ended } = await status(ssh, '--json', ...words);
    expect(stderr).toBe('');
    return { ended, report: JSON.parse(stdout) };
  };

  test('shows a cluster that is well, and ends with 0', async () => {
    expect(await status(fleet())).toMatchInlineSnapshot(`
      {
        "status": 0,
        "stderr": "",
        "stdout": "host   reachable  ready  mesh  peers   MTU   Docker    containers  document
      host1  yes        yes    ok    2 of 2  1450  20.10.24  2           current
      host2  yes        yes    ok    2 of 2  1450  20.10.24  2           current
      host3  yes        yes    ok    2 of 2  1450  20.10.24  2           current
      ",
      }
    `);
  });

  test('calls ssh as the manifest says, and never lets it ask or run options', async () => {
    const ssh = fleet();
    await status(ssh);
    const calls = ssh.calls().toSorted();
    expect(calls).toHaveLength(3);
    for (const call of calls) expect(call).toContain('-o BatchMode=yes -o ConnectTimeout=10 ');
    expect(calls.find((call) => call.includes('web2'))).toContain('-l debian -p 2222 -J ops@bastion -- web2 sh -c ');
    expect(calls.find((call) => call.includes('10.0.0.11'))).toContain('-l debian -- 10.0.0.11 sh -c ');
  });

  test('asks the named hosts alone, and refuses others', async () => {
    const ssh = fleet();
    const { report } = await seen(ssh, 'host1');
    expect(report.hosts.map(({ name }: { name: string }) => name)).toEqual(['host1']);
    expect(ssh.calls()).toHaveLength(1);
    expect(await status(ssh, 'host9')).toMatchObject({ status: 2, stderr: expect.stringContaining("no host 'host9'") });
  });

  test('names a one-way fault, and ends with 1', async () => {
    const { ended, report } = await seen(fleet({ host2: saidBy({ text }, 'host2', { down: ['host1'] }) }));
    expect(ended).toBe(1);
    expect(report.links.find(({ hosts }: { hosts: string[] }) => hosts.join() === 'host1,host2')).toMatchObject({
      state: 'one-way',
      seen: ['up', 'down'],
    });
    expect(report.faults[0].message).toMatch(/is one-way: host1 reaches host2, but host2 does not reach host1$/);
  });

  test('tells a link that is down at both ends once, and a host that is half there', async () => {
    const { report } = await seen(
      fleet({
        host1: saidBy({ text }, 'host1', { down: ['host2'] }),
        host2: saidBy({ text }, 'host2', { down: ['host1'] }),
        host3: saidBy({ text }, 'host3', { change: (line) => (/host1/.test(line) ? undefined : line) }),
      }),
    );
    expect(report.faults.map(({ message }: { message: string }) => message)).toEqual([
      expect.stringMatching(/^link vxlan\d exists at one end only: host3 does not have host1 among its peers$/),
      expect.stringMatching(/^link vxlan\d is down: host1 and host2 do not reach each other$/),
    ]);
  });

  test.each([
    [
      'a dead host',
      fails('ssh: connect to host 10.0.0.13 port 22: Connection timed out'),
      /does not answer on its ssh port/,
    ],
    ['a host that refuses', fails('ssh: connect to host 10.0.0.13 port 22: Connection refused'), /refuses connections/],
    ['a login that is refused', fails('debian@10.0.0.13: Permission denied (publickey).'), /refused the login/],
    ['a host key that changed', fails('@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @'), /host key has changed/],
    ['an unknown host key', fails('Host key verification failed.'), /host key is not known/],
    ['a sudo that asks', fails('sudo: a password is required'), /sudo asks for a password/],
    ['words that act', fails('\\033[2J\\033]0;x\\007gone'), /gone/],
    ['nothing at all', '#!/bin/sh\nexit 3\n', /ssh ended with status 3/],
  ])('says why it knows nothing of %s', async (_, host3, why) => {
    const { ended, report } = await seen(fleet({ host3 }));
    expect(ended).toBe(1);
    const [found] = report.hosts.filter(({ name }: { name: string }) => name === 'host3');
    expect(found).toMatchObject({ reachable: false, ready: null, mesh: null, peers: null });
    expect(found.faults[0].message).toMatch(why);
    expect(found.faults[0].message).not.toMatch(/\p{Cc}/u);
  });

  test('believes no host that is another one, or of another cluster, or in none', async () => {
    const asOther = saidBy({ text }, 'host1');
    const ofOther = saidBy({ text }, 'host3', { change: (line) => line.replace('\tdemo', '\tprod') });
    for (const [host3, why] of [
      [asOther, /answers as host1 of cluster demo/],
      [ofOther, /answers as host3 of cluster prod/],
      ['probe\t1\nos\tdebian-12\nend\t1\n', /not in a mesh yet/],
    ] as const) {
      const { ended, report } = await seen(fleet({ host3 }));
      expect(ended).toBe(1);
      expect(report.hosts[2]).toMatchObject({ reachable: true, ready: false, peers: null });
      expect(report.hosts[2].faults[0].message).toMatch(why);
      // What it says of its peers counts for nothing.
      for (const { hosts, seen: views } of report.links) {
        if (hosts.includes('host3')) expect(views[hosts.indexOf('host3')]).toBe('unknown');
      }
    }
  });

  test('obeys nothing that a host says, and reads past greetings', async () => {
    const hostile = saidBy({ text }, 'host3', {
      change: (line) => (line.startsWith('status') ? 'status\t\u001b[31mfailed\u001b]0;title\u0007 \u202egnp' : line),
    });
    const ssh = fleet({ host3: `Welcome!\r\nprobe\n\tx\n${hostile}` });
    const { stdout, status: ended } = await status(ssh);
    expect(ended).toBe(1);
    expect(stdout).toContain('not ready: ␛[31mfailed');
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  test('ends a host that floods it', async () => {
    const { report } = await seen(fleet({ host3: '#!/bin/sh\nyes probe\n' }));
    expect(report.hosts[2].faults[0].message).toBe('it sent too much output');
  });

  test('says what is not ready, late, down or other than planned', async () => {
    const { report } = await seen(
      fleet({
        host1: saidBy({ text }, 'host1', {
          change: (line) =>
            line
              .replace('status\tready', 'status\trunning: install Docker')
              .replace('mtu\t1450', 'mtu\t1500')
              .replace(/^docker\t.*/, 'docker\tdown')
              .replace('ok    switch', 'FAIL  switch'),
        }),
        host2: saidBy({ text }, 'host2', { change: (line) => (line === 'end\t1' ? 'late\t68' : line) }),
      }),
    );
    expect(report.hosts[0].faults).toEqual([
      { message: 'not ready: running: install Docker', hint: 'journalctl -b -u meshinit-setup' },
      { message: 'its bridge has MTU 1500, not 1450', hint: 'meshinit apply' },
      { message: 'Docker is down', hint: 'journalctl -b -u docker' },
      { message: 'FAIL  switch br0 is up with MTU 1450', hint: 'journalctl -b -u meshinit-mesh' },
    ]);
    expect(report.hosts[1].faults[0].message).toBe('its check did not finish');
  });

  test('tells a document that differs, and no failure by that', async () => {
    const { ended, report } = await seen(
      fleet({
        host1: saidBy({ text }, 'host1', {
          change: (line) =>
            /^file.*\/etc\/meshinit\/peers$/.test(line) ? `file\t${'0'.repeat(64)}  /etc/meshinit/peers` : line,
        }),
      }),
    );
    expect(ended).toBe(0);
    expect(report.hosts[0].document).toEqual({ state: 'differs', commit: '', files: ['/etc/meshinit/peers'] });
    expect(report.hosts[1].document).toEqual({ state: 'current', commit: '', files: [] });
  });

  test('finds the commit of a host, whichever file of the manifest changed since', async () => {
    const cwd = workplace(`include: [base/mtu.yaml]\n${text}`);
    const mtu = (value: number) => writeTree(cwd, [{ path: 'base/mtu.yaml', content: `network: { mtu: ${value} }\n` }]);
    const git = (...words: string[]) =>
      execute('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...words], { cwd });
    await git('init', '-q');
    for (const value of [1400, 1390]) {
      mtu(value);
      await git('add', '.');
      await git('commit', '-qm', `MTU ${value}`);
    }
    const older = (await git('log', '--format=%h', '-n1', 'HEAD')).stdout.trim();
    mtu(1380);
    const ssh = fleet();
    const said = (value: number) => saidBy({ text: `${text}network: { mtu: ${value} }\n` }, 'host1');
    ssh.says(ADDRESS.host1, said(1390));
    const { stdout } = await run(['status', '--json', 'host1'], { cwd, env: ssh.env });
    expect(JSON.parse(stdout).hosts[0].document).toMatchObject({ state: 'differs', commit: older });
  });

  test('shows no address that is a secret, whoever says it', async () => {
    const cwd = workplace(
      text
        .replace('10.0.0.11', '{ $secret: address }')
        .replace('web2', '{ $secret: ssh.host }')
        .replace('2222', '{ $secret: ssh.port }')
        .replace('ops@bastion', '{ $secret: ssh.jump }'),
    );
    writeTree(cwd, [
      {
        path: 'v.yaml',
        content: 'address: 10.0.0.11\nssh: { host: hidden2.example.com, port: 2222, jump: ops@long-bastion }\n',
      },
    ]);
    const ssh = fleet({
      host1: fails('ssh: cannot talk to 10.0.0.11 today'),
      host3: saidBy({ text }, 'host3', {
        change: (line) => line.replace(/ok {4}switch.*/, 'FAIL  tunnel vxlan1 leads to host1 (10.0.0.11)'),
      }),
    });
    ssh.on('hidden2.example.com', fails('ssh: something with HIDDEN2.example.com by long-bastion'));
    const call = (...words: string[]) => run(['status', '--values', 'v.yaml', ...words], { cwd, env: ssh.env });
    const { stdout, stderr } = await call();
    const json = await call('--json');
    expect(ssh.calls().some((words) => words.includes('-p 2222 -J ops@long-bastion -- hidden2.example.com'))).toBe(
      true,
    );
    expect(stdout).toContain('host1: ssh: cannot talk to ••• today');
    expect(stdout).toContain('host2: ssh: something with ••• by •••');
    expect(stdout).toContain('host3: FAIL  tunnel vxlan1 leads to host1 (•••)');
    expect(stdout + stderr + json.stdout + json.stderr).not.toMatch(/10\.0\.0\.11|hidden2|2222|long-b/i);
  });

  test('colours the links of a picture by what was seen', async () => {
    const ssh = fleet({ host2: saidBy({ text }, 'host2', { down: ['host1'] }), host3: fails('gone') });
    const draw = (format: string) => run(['graph', '--live', '--format', format], { cwd: workplace(), env: ssh.env });
    const { stdout } = await draw('dot');
    expect(stdout.match(/color="#\w+"/g)).toEqual(['color="#b26a12"', 'color="#2a7d3f"', 'color="#2a7d3f"']);
    expect((await draw('mermaid')).stdout).toContain('  linkStyle 0 stroke:#b26a12\n  linkStyle 1 stroke:#2a7d3f\n');
    const picture = (await draw('svg')).stdout;
    expect(picture.match(/<path class="(up|half|down|unseen)" d=/g)).toHaveLength(3);
    expect(picture).toContain('one way, or half there');
  });

  test('says so where there is no ssh', async () => {
    const ended = await run(['status'], { cwd: workplace(), env: { PATH: temporaryDirectory() } });
    expect(ended).toMatchObject({ status: 2, stderr: expect.stringContaining('cannot run ssh') });
  });
});

describe('the bundled command line', () => {
  const start = (ssh: FakeSsh, ...words: string[]) => {
    const child = spawn(process.execPath, [BUNDLE, 'status', ...words], { cwd: workplace(), env: { ...ssh.env } });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    const ended = new Promise<number | null>((resolve) => {
      child.on('close', (code) => resolve(code));
    });
    return { child, ended, said: () => said };
  };
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let left = 300; !isSo(); left -= 1) {
      if (left === 0) throw new Error('waited in vain');
      await sleep(50);
    }
  };

  test('leaves no ssh behind when it is interrupted, not even one that ignores it', async () => {
    const ssh = fleet({
      host1: '#!/bin/sh\nsleep 300\n',
      host3: "#!/bin/sh\ntrap '' TERM INT HUP\nwhile :; do sleep 1; done\n",
    });
    const { child, ended } = start(ssh);
    await until(() => ssh.running().length === 2 && ssh.calls().length === 3);
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(ssh.running()).toEqual([]);
  });

  thoroughTest('watches until it is interrupted, a line of JSON for each look', async () => {
    const { child, ended, said } = start(fleet(), '--watch', '--json');
    await until(() => said().split('\n').length > 2);
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
    for (const line of said().split('\n').filter(Boolean)) expect(JSON.parse(line).ok).toBe(true);
  });

  const MANY = thoroughOr(200, 60);

  test(`asks ${MANY} hosts, sixteen at a time`, async () => {
    const names = Array.from({ length: MANY }, (_, index) => `h${index}`);
    const hosts = names.map(
      (name, index) => `  ${name}: { address: 10.1.${index >> 8}.${index & 255}, ssh: { host: same } }`,
    );
    const manifest = `meshinit: 1\nname: large\ndefaults: { os: debian-12 }\nnetwork: { topology: { survive: 1 }, subnet: 172.16.0.0/12, slice: /24 }\nallow: { MI0654: test }\nhosts:\n${hosts.join('\n')}\n`;
    const ssh = new FakeSsh().on(
      'same',
      ': >"$0.run.$$"\nset -- "$0" "$0".run.*\necho $(($# - 1)) >>"$0.most"\ncat >/dev/null\nrm "$0.run.$$"\nexit 255\n',
    );
    const outcome = await bundled.run(['status', '--json'], { cwd: workplace(manifest), env: ssh.env });
    expect({ stderr: outcome.stderr, status: outcome.status }).toEqual({ stderr: '', status: 1 });
    expect(JSON.parse(outcome.stdout).hosts).toHaveLength(MANY);
    expect(ssh.calls()).toHaveLength(MANY);
    const atOnce = readFileSync(`${ssh.directory}/host-same.most`, 'utf8').split('\n').map(Number);
    expect(Math.max(...atOnce)).toBeLessThanOrEqual(16);
    expect(Math.max(...atOnce)).toBeGreaterThan(1);
  });
});
