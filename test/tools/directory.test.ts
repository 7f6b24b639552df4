import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { execute, said } from '../support/execute.ts';
import { hostConfigs } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const MANIFEST = `meshinit: 1
name: lab
defaults: { os: debian-12, provider: hetzner }
hosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 } }
network: { subnet6: 'fd12:3456:789a:1::/64' }
networks: { blue: { subnet: 10.77.0.0/16 } }
names: true
`;

const [host1] = hostConfigs(MANIFEST);
const contentOf = (path: string): string => host1?.files.find((file) => file.path === path)?.content ?? '';
const SOURCE = readFileSync(new URL('../../src/host/scripts/directory.py', import.meta.url), 'utf8');
const program = contentOf('/usr/local/sbin/meshinit-directory');

const testPython = testWith('python3');
const testDnsmasq = testWith('dnsmasq');

async function python(code: string, root = temporaryDirectory()): Promise<string> {
  const outcome = await execute('python3', ['-c', code], { cwd: root, env: toolEnvironment });
  expect(outcome.status, said(outcome)).toBe(0);
  return outcome.stdout;
}

/** The program's names and functions, without what it does when it is run, with its files below a directory. */
function loaded(): { readonly root: string; readonly code: string } {
  const root = temporaryDirectory();
  const places = [
    ['/etc/meshinit/', `${root}/`],
    ['/run/dnsmasq-meshinit/', `${root}/`],
    ['/etc/resolv.conf', `${root}/resolv.conf`],
  ] as const;
  const moved = (text: string): string => places.reduce((done, [from, to]) => done.replaceAll(from, to), text);
  writeTree(root, [
    { path: 'directory.json', content: moved(contentOf('/etc/meshinit/directory.json')) },
    { path: 'peers', content: contentOf('/etc/meshinit/peers') },
    { path: 'peers.blue', content: contentOf('/etc/meshinit/peers.blue') },
    { path: 'upstream', content: '' },
    { path: 'program', content: moved(program).replace(/\nif sys\.argv.*/s, '\n') },
  ]);
  return { root, code: "exec(open('program').read())\n" };
}

test('a host has the program without comments, but for what it is', () => {
  expect(program.split('\n').filter((line) => /^ *(#|""")/.test(line))).toEqual([
    '#!/usr/bin/python3',
    SOURCE.split('\n')[1],
  ]);
  expect(program.length).toBeLessThan(0.8 * SOURCE.length);
});

testPython('it is the same program as its source, and Python 3.6 can read it', async () => {
  const root = temporaryDirectory();
  writeTree(root, [
    { path: 'source', content: SOURCE },
    { path: 'program', content: program },
  ]);
  const code = `
import ast
class WithoutDocs(ast.NodeTransformer):
  def visit_FunctionDef(self, node):
    self.generic_visit(node)
    if ast.get_docstring(node): node.body = node.body[1:]
    return node
  visit_AsyncFunctionDef = visit_ClassDef = visit_FunctionDef
trees = [ast.dump(WithoutDocs().visit(ast.parse(open(name).read(), feature_version=(3, 6)))) for name in ('source', 'program')]
print(trees[0] == trees[1])`;
  expect(await python(code, root)).toBe('True\n');
});

testPython('names of containers are those of one host, of what is declared, and never a host’s', async () => {
  const { root, code } = loaded();
  const tables = {
    host1: {
      a: [['web', 'shop'], { bridge: ['172.17.1.2'] }, false],
      b: [['api'], { bridge: ['172.17.1.3'] }, true],
      c: [['host2'], { bridge: ['172.17.1.4'] }, false],
    },
    host2: {
      d: [['web'], { bridge: ['172.17.2.2'], blue: ['10.77.2.2'] }, false],
      e: [['api'], { bridge: ['172.17.2.3', 'fd00::3'] }, true],
      f: [['only'], { elsewhere: ['10.99.2.2'] }, false],
      g: [['Upper', 'a.b', 'x\ny', '', 'localhost', '-z'], { bridge: ['172.17.2.5'] }, false],
      h: [['split'], { bridge: ['172.17.2.6\n1.2.3.4 bank'] }, false],
    },
  };
  const call = `print(''.join(lines(Directory(type('', (), {})()).hosts, json.loads('''${JSON.stringify(tables).replaceAll('\\', '\\\\')}'''))), end='')`;
  expect((await python(code + call, root)).split('\n').toSorted()).toEqual(
    [
      '',
      '172.17.0.1 host1.lab.internal host1',
      'fd12:3456:789a:1::172.17.0.1 host1.lab.internal host1',
      '10.77.0.1 host1.lab.internal host1',
      '172.17.0.2 host2.lab.internal host2',
      'fd12:3456:789a:1::172.17.0.2 host2.lab.internal host2',
      '10.77.0.2 host2.lab.internal host2',
      '172.17.1.2 web.host1.lab.internal web.host1 shop.host1.lab.internal shop.host1 shop.lab.internal shop',
      '172.17.1.3 api.host1.lab.internal api.host1 api.lab.internal api',
      '172.17.1.4 host2.host1.lab.internal host2.host1',
      '172.17.2.2 web.host2.lab.internal web.host2',
      '10.77.2.2 web.host2.lab.internal web.host2',
      '172.17.2.3 api.host2.lab.internal api.host2 api.lab.internal api',
      'fd00::3 api.host2.lab.internal api.host2 api.lab.internal api',
    ].toSorted(),
  );
});

testPython('ten thousand containers have a line each', async () => {
  const { root, code } = loaded();
  const call = `
tables = {'host%d' % h: {'%d-%d' % (h, c): [['name%d-%d' % (h, c)], {'bridge': ['172.17.%d.%d' % (h, c % 250)]}, False] for c in range(500)} for h in range(20)}
text = ''.join(lines({name: ['172.17.0.1'] for name in tables}, tables))
print(text.count(chr(10)))`;
  expect(await python(code + call, root)).toBe('10020\n');
});

const RESOLV_CONFS = [
  'nameserver 10.0.0.53\n',
  'search acme.org\nnameserver 10.0.0.53\noptions edns0\n',
  '# by a lease\ndomain acme.org\nnameserver 10.0.0.53\nnameserver 10.0.0.54\n',
  '',
];

for (const before of RESOLV_CONFS) {
  testPython(`the host asks it first, once, and no more when it leaves: ${JSON.stringify(before)}`, async () => {
    const { root, code } = loaded();
    writeTree(root, [{ path: 'resolv.conf', content: before }]);
    const call = `
use_here([])
first = read(RESOLV_CONF)
use_here([])
print(json.dumps([first, read(RESOLV_CONF) == first, leave(), read(RESOLV_CONF)]))`;
    const [first, isSame, , after] = JSON.parse(await python(code + call, root));
    expect(first.split('\n')[0]).toBe('nameserver 172.17.0.1');
    expect(first).toMatch(/^search lab\.internal( acme\.org)? ?$/m);
    for (const line of before.match(/^(nameserver|options) .*$/gm) ?? []) expect(first).toContain(`${line}\n`);
    expect(isSame).toBe(true);
    expect(after).toBe(before.replace('domain', 'search'));
  });
}

testDnsmasq('dnsmasq can read its settings', async () => {
  const root = temporaryDirectory();
  writeTree(root, [{ path: 'settings', content: contentOf('/etc/meshinit/resolver.conf') }]);
  const outcome = await execute('dnsmasq', ['--test', `--conf-file=${root}/settings`], { env: toolEnvironment });
  expect(said(outcome)).toContain('syntax check OK');
});
