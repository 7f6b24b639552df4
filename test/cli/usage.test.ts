import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { commands } from '../../src/cli/commands.ts';
import { exampleNamed } from '../support/examples.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { sources } from './runners.ts';

const { text, lock } = exampleNamed('debian-vxlan');

/** A directory with a good manifest, a bad one, and one that only warns. */
function workplace(): string {
  const directory = temporaryDirectory();
  writeTree(directory, [
    { path: 'meshinit.yaml', content: text },
    { path: 'meshinit.lock', content: lock },
    { path: 'bad.yaml', content: 'meshinit: 1\nhosts: { host1: { address: 10.0.0.300, os: debian-12 } }\n' },
    { path: 'warns.yaml', content: 'meshinit: 1\nhosts: { host1: { address: 10.0.0.11, os: ubuntu-14.04 } }\n' },
    { path: 'latin1.yaml', content: 'meshinit: 1\n' },
    {
      path: '010.yaml',
      content:
        'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  "010": { address: 10.0.0.11 }\n  "1e3": { address: 10.0.0.12 }\n  "10": { address: 10.0.0.13 }\n',
    },
  ]);
  return directory;
}

describe.each(sources)('$name', ({ run }) => {
  const at = (...args: readonly string[]) => run(args, { cwd: workplace() });

  test('ends with 0 when all is done', async () => {
    expect(await at('check')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect((await at('compile')).status).toBe(0);
    expect((await at('plan')).status).toBe(0);
    expect((await at('schema')).status).toBe(0);
  });

  test('ends with 1 when the manifest is wrong, and says where on standard error', async () => {
    for (const command of ['check', 'compile', 'plan']) {
      const { status, stdout, stderr } = await at(command, 'bad.yaml');
      expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
      expect(stderr).toContain('MI0301');
      expect(stderr).toContain('bad.yaml:2:');
    }
  });

  test('ends with 1 for warnings with --strict, and with 0 without', async () => {
    expect(await at('check', 'warns.yaml')).toMatchObject({ status: 0, stderr: expect.stringContaining('MI0652') });
    for (const command of ['check', 'compile', 'plan']) {
      expect(await at(command, 'warns.yaml', '--strict')).toMatchObject({ status: 1, stdout: '' });
    }
  });

  test('ends with 2 for a manifest that cannot be read, and says why', async () => {
    for (const [path, why] of [
      ['nowhere.yaml', 'no such file'],
      ['.', 'directory'],
      ['meshinit.yaml/x.yaml', 'not a directory'],
    ] as const) {
      const { status, stdout, stderr } = await at('check', path);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(`cannot read ${path}`);
      expect(stderr).toContain(why);
      expect(stderr).not.toMatch(/ {4}at |Error:/);
    }
  });

  test('ends with 2 for a manifest that is not UTF-8', async () => {
    const outcome = await run(['check', '-'], { stdin: Buffer.from('meshinit: 1\nname: m\xfcller\n', 'latin1') });
    expect(outcome).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('not UTF-8') });
  });

  test('says that the default manifest is missing, and how to name another', async () => {
    const { status, stderr } = await run(['compile'], { cwd: temporaryDirectory() });
    expect(status).toBe(2);
    expect(stderr).toContain('cannot read meshinit.yaml');
    expect(stderr).toContain('meshinit compile PATH');
  });

  test('reads a manifest from standard input, with or without a byte order mark', async () => {
    for (const mark of ['', '\ufeff']) {
      expect(await run(['check', '-'], { stdin: mark + text })).toEqual({ status: 0, stdout: '', stderr: '' });
    }
    const outcome = await run(['check', '-'], { stdin: 'meshinit: 2\n' });
    expect(outcome).toMatchObject({ status: 1, stderr: expect.stringContaining('<stdin>:1:') });
  });

  test('refuses an unknown command and suggests the nearest', async () => {
    for (const [word, suggestion] of [
      ['complie', 'compile'],
      ['chekc', 'check'],
      ['pln', 'plan'],
    ] as const) {
      const { status, stdout, stderr } = await at(word);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(`unknown command '${word}'`);
      expect(stderr).toContain(`'${suggestion}'`);
    }
    expect(await at('meshinit.yaml')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining("unknown command 'meshinit.yaml'"),
    });
  });

  test('refuses an unknown option and suggests the nearest', async () => {
    for (const [option, suggestion] of [
      ['--strickt', '--strict'],
      ['--frosen', '--frozen'],
      ['--hots=host1', '--host'],
    ] as const) {
      const { status, stdout, stderr } = await at('compile', option);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      expect(stderr).toContain(`has no option '${option.split('=')[0]}'`);
      expect(stderr).toContain(`'${suggestion}'`);
    }
    expect((await at('check', '--json')).status).toBe(2);
    expect((await at('compile', '-x')).status).toBe(2);
    expect((await at('schema', '--strict')).status).toBe(2);
  });

  test('refuses an argument too many', async () => {
    expect(await at('check', 'meshinit.yaml', 'other.yaml')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining("unexpected argument 'other.yaml'"),
    });
    expect((await at('schema', 'meshinit.yaml')).status).toBe(2);
  });

  test('refuses packings that contradict each other', async () => {
    for (const other of ['--gzip', '--base64']) {
      for (const command of ['compile', 'check', 'plan']) {
        const { status, stdout, stderr } = await at(command, '--readable', other);
        expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
        expect(stderr).toContain(`--readable and ${other} contradict each other`);
      }
    }
  });

  test('refuses an option without its value, and a value for one that takes none', async () => {
    for (const args of [
      ['--host'],
      ['-o'],
      ['--diagnostics'],
      ['--format'],
      ['--diagnostics', '--strict'],
      ['--strict=yes'],
      ['-o', ''],
    ]) {
      const { status, stderr } = await at('compile', ...args);
      expect(`${args.join(' ')}: ${status}`).toBe(`${args.join(' ')}: 2`);
      expect(stderr).not.toContain('internal error');
    }
  });

  test('refuses a value that is none of the legal ones, and names them', async () => {
    expect(await at('check', '--diagnostics', 'jsno')).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/--diagnostics 'jsno' is not one of .*json.*\n.*'json'/),
    });
    expect((await at('compile', '--format', 'cloudconfig')).status).toBe(2);
  });

  test('takes host names as text: 010 is not 10, nor 1e3 a thousand', async () => {
    const header = async (name: string): Promise<string> => {
      const { stdout } = await at('compile', '010.yaml', '--host', name, '--stdout');
      return stdout.split('\n')[1] ?? '';
    };
    expect(await header('010')).toMatch(/^# Host 010 /);
    expect(await header('1e3')).toMatch(/^# Host 1e3 /);
    expect(await header('10')).toMatch(/^# Host 10 /);
    const { stdout } = await at('compile', '010.yaml', '--host=010', '--stdout');
    expect(stdout.split('\n')[1]).toMatch(/^# Host 010 /);
  });

  test('refuses a host that the manifest does not have, and suggests the nearest', async () => {
    const { status, stdout, stderr } = await at('compile', '--host', 'host1', '--host', 'hots2', '--stdout');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain("no host 'hots2'");
    expect(stderr).toContain("'host2'");
    expect((await at('compile', '010.yaml', '--host', '0010', '--stdout')).status).toBe(2);
  });

  test('prints one document as it is, and several as one YAML stream', async () => {
    const { stdout: one } = await at('compile', '--host', 'host2', '--stdout');
    expect(one).toMatch(/^#cloud-config\n/);
    const { stdout: two } = await at('compile', '--host', 'host2', '--host', 'host1', '--stdout');
    expect(two.split('\n').filter((line) => line === '---')).toHaveLength(2);
    expect(two).toContain(`---\n${one}`);
    const { stdout: all } = await at('compile', '--stdout');
    expect([...all.matchAll(/^# Host (\w+)/gm)].map(([, name]) => name)).toEqual(['host1', 'host2', 'host3']);
  });

  test('makes no stream of packed documents', async () => {
    expect(await at('compile', '--stdout', '--base64')).toMatchObject({ status: expect.any(Number), stdout: '' });
    const outcome = await at('compile', '--stdout', '--base64', '--host', 'host1');
    if (outcome.status === 0) expect(Buffer.from(outcome.stdout, 'base64').toString()).toMatch(/^#cloud-config\n/);
    else expect(outcome.stdout).toBe('');
  });

  test('prints its help for --help, and for no command with status 2', async () => {
    const help = await at('--help');
    expect(help.status).toBe(0);
    for (const command of ['compile', 'check', 'plan', 'schema']) expect(help.stdout).toContain(command);
    const nothing = await at();
    expect(nothing.status).toBe(2);
    expect(nothing.stdout + nothing.stderr).toContain('compile');
    const compile = await at('compile', '--help');
    expect(compile.status).toBe(0);
    for (const option of ['--host', '--stdout', '--gzip', '--base64', '--frozen', '--strict', '-o']) {
      expect(compile.stdout).toContain(option);
    }
  });

  test('prints its version', async () => {
    for (const option of ['--version', '-v']) {
      const { status, stdout } = await at(option);
      expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
    }
  });

  test('with --frozen wants a lock that stays as it is', async () => {
    const directory = workplace();
    expect((await run(['check', '--frozen'], { cwd: directory })).status).toBe(0);
    const without = await run(['check', '--frozen', '010.yaml'], { cwd: directory });
    expect(without).toMatchObject({ status: 1, stderr: expect.stringContaining('MI0512') });
    writeTree(directory, [{ path: 'meshinit.yaml', content: `${text}  host4: { address: 10.0.0.14 }\n` }]);
    for (const command of ['check', 'plan', 'compile']) {
      const changed = await run([command, '--frozen'], { cwd: directory });
      expect(changed).toMatchObject({ status: 1, stdout: '', stderr: expect.stringContaining('MI0512') });
    }
  });

  test('says what is wrong with a lock file, and leaves it', async () => {
    const directory = workplace();
    writeTree(directory, [{ path: 'meshinit.lock', content: lock.replace('number: 2', 'number: 1') }]);
    const { status, stderr } = await run(['compile'], { cwd: directory });
    expect(status).toBe(1);
    expect(stderr).toContain('MI0510');
    expect(stderr).toContain('meshinit.lock:7:20: error MI0510');
  });
});

describe.each(sources)('diagnostics of $name', ({ run }) => {
  const check = (file: string, format: string) => run(['check', file, '--diagnostics', format], { cwd: workplace() });

  test('as json are exactly one array, on standard output as the result of check, [] where there is none', async () => {
    const none = await check('meshinit.yaml', 'json');
    expect(none).toEqual({ status: 0, stdout: '[]\n', stderr: '' });
    const { status, stdout, stderr } = await check('bad.yaml', 'json');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    const [diagnostic, ...further] = JSON.parse(stdout);
    expect(further).toEqual([]);
    expect(Object.keys(diagnostic).toSorted()).toEqual(
      ['code', 'severity', 'message', 'file', 'path', 'line', 'column', 'related', 'hint'].toSorted(),
    );
    expect(diagnostic).toMatchObject({
      code: 'MI0301',
      severity: 'error',
      file: 'bad.yaml',
      path: ['hosts', 'host1', 'address'],
      line: 2,
      related: [],
    });
  });

  test('as json are on standard error where a command has other results', async () => {
    for (const command of ['compile', 'plan', 'graph']) {
      const wrong = await run([command, 'bad.yaml', '--diagnostics', 'json'], { cwd: workplace() });
      expect(wrong).toMatchObject({ status: 1, stdout: '' });
      expect(JSON.parse(wrong.stderr)).toMatchObject([{ code: 'MI0301', file: 'bad.yaml' }]);
    }
    const { stdout, stderr } = await run(['compile', '--stdout', '--diagnostics', 'json'], { cwd: workplace() });
    expect(JSON.parse(stderr)).toEqual([]);
    expect(stdout).toMatch(/^---\n#cloud-config\n/);
  });

  test('as github are workflow commands on standard output', async () => {
    const { status, stdout, stderr } = await check('bad.yaml', 'github');
    expect({ status, stderr }).toEqual({ status: 1, stderr: '' });
    expect(stdout).toMatch(/^::error .*file=bad\.yaml,.*line=2/);
    expect((await check('warns.yaml', 'github')).stdout).toMatch(/^::warning /);
  });

  test('as sarif are one log, on standard output as the result of check', async () => {
    const { stdout, stderr } = await check('bad.yaml', 'sarif');
    expect(stderr).toBe('');
    const location = { physicalLocation: { artifactLocation: { uri: 'bad.yaml' } } };
    expect(JSON.parse(stdout)).toMatchObject({
      version: '2.1.0',
      runs: [{ results: [{ ruleId: 'MI0301', locations: [location] }] }],
    });
  });

  test('as people read them draw the line and a caret, without colour for no terminal', async () => {
    const { stderr } = await check('bad.yaml', 'pretty');
    expect(stderr).toContain('10.0.0.300');
    expect(stderr).toMatch(/\^/);
    expect(stderr).not.toContain('\u001b[');
  });
});

describe.each(sources)('plan of $name', ({ run }) => {
  test('as JSON has exactly the keys of the contract', async () => {
    const { status, stdout, stderr } = await run(['plan', '--json'], { cwd: workplace() });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    const bytes = expect.any(Number);
    const document = { format: 'cloud-config', packing: 'readable', bytes, limit: 16_384 };
    const link = (number: number, peer: number) => ({
      name: `vxlan${number}`,
      number,
      peer: `host${peer}`,
      remote: `10.0.0.1${peer}`,
    });
    const hosts = [
      {
        name: 'host1',
        os: 'debian-12',
        address: '10.0.0.11',
        slice: '172.17.1.0/24',
        bridge: '172.17.0.1',
        links: [link(1, 2), link(2, 3)],
        document,
      },
      {
        name: 'host2',
        os: 'debian-12',
        address: '10.0.0.12',
        slice: '172.17.2.0/24',
        bridge: '172.17.0.2',
        links: [link(1, 1), link(3, 3)],
        document,
      },
      {
        name: 'host3',
        os: 'debian-12',
        address: '10.0.0.13',
        slice: '172.17.3.0/24',
        bridge: '172.17.0.3',
        links: [link(2, 1), link(3, 2)],
        document,
      },
    ];
    const links = [
      { name: 'vxlan1', number: 1, hosts: ['host1', 'host2'] },
      { name: 'vxlan2', number: 2, hosts: ['host1', 'host3'] },
      { name: 'vxlan3', number: 3, hosts: ['host2', 'host3'] },
    ];
    expect(JSON.parse(stdout)).toStrictEqual({
      name: 'demo',
      mtu: 1450,
      loops: 'split-horizon',
      tunnel: { kind: 'vxlan', key: 0, port: 4789 },
      hosts,
      links,
      encryption: { kind: 'none', hosts: [] },
      control: { kind: 'static', as: null, reflectors: [], range: null },
      names: null,
      networks: [
        {
          name: 'network',
          docker: 'bridge',
          subnet: '172.17.0.0/16',
          subnet6: null,
          key: 0,
          vlan: null,
          mtu: 1450,
          loops: 'split-horizon',
          hosts: hosts.map(({ name, slice, bridge, links: own }) => ({ name, slice, bridge, links: own })),
          links,
        },
      ],
      containers: [],
      services: [],
      overlay: null,
    });
  });

  test('as JSON has null for a key and a port that GRE has not', async () => {
    const { stdout } = await run(['plan', resolveExample('debian-ifupdown-gre'), '--json']);
    expect(JSON.parse(stdout).tunnel).toStrictEqual({ kind: 'gre', key: null, port: null });
  });

  test('for people has every number in it', async () => {
    const { stdout } = await run(['plan'], { cwd: workplace() });
    for (const word of [
      '172.17.1.0/24',
      '172.17.0.3',
      '10.0.0.12',
      '1500 − 20 − 8 − 8 − 14 = 1450',
      'vxlan3',
      'split',
      '4789',
      '16384',
    ]) {
      expect(stdout).toContain(word);
    }
  });
});

const resolveExample = (name: string): string => join(process.cwd(), exampleNamed(name).path);

describe.each(sources)('schema of $name', ({ run }) => {
  test('is the JSON Schema of the manifest', async () => {
    const { stdout } = await run(['schema']);
    expect(JSON.parse(stdout)).toMatchObject({
      type: 'object',
      required: ['meshinit'],
      anyOf: [{ required: ['hosts'] }, { required: ['include'] }],
    });
  });
});

describe.each(commands)('the manual of $name', ({ name, details, seeAlso, options, examples }) => {
  test('says what it does, each option, how it ends, and where to go on', async () => {
    const { stdout, status } = (await sources[0]?.run([name, '--help'])) ?? { stdout: '', status: 1 };
    expect(status).toBe(0);
    expect(stdout).toMatch(new RegExp(`^meshinit ${name}: `));
    const flat = stdout.replaceAll(/\s+/g, ' ');
    for (const text of [...details, ...options.map(({ does }) => does), ...examples])
      expect(flat).toContain(text.replaceAll(/\s+/g, ' '));
    for (const section of ['Usage:', 'Examples:', 'Exit status:', 'See also: ']) expect(stdout).toContain(section);
    expect(
      stdout.split('\n').filter((line) => (line.length > 120 && !line.startsWith('  $ ')) || / $/.test(line)),
    ).toEqual([]);
    expect(details.length).toBeGreaterThan(0);
    for (const place of seeAlso) {
      const [program, other = ''] = place.split(' ');
      expect(program === 'meshinit' ? commands.some((command) => command.name === other) : existsSync(place)).toBe(
        true,
      );
    }
  });
});
