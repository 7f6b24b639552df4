import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import frame from '../../src/host/scripts/patch-frame.sh';
import networkChanges from '../../src/host/scripts/patch-networks.sh';
import { openingsOfNetwork, removal } from '../../src/patch/network-removal.ts';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

/** A client of Docker's that notes its calls, knows containers by their network, and may be told to fail. */
const DOCKER = `#!/bin/sh
echo "docker $*" >>@/calls
[ ! -e @/docker-is-down ] || exit 1
case $1 in ps) cat "@/on-\${4#network=}" 2>/dev/null || cat "@/on-\${3#network=}" 2>/dev/null || : ;; esac
`;
const OTHERS = `#!/bin/sh
echo "\${0##*/} $*" >>@/calls
`;

interface World {
  /** Networks that the host is in. */
  readonly has: readonly string[];
  /** And those of its new plan. */
  readonly wants: readonly string[];
  readonly files?: Readonly<Record<string, string>>;
  /** What is run once all is known. */
  readonly next?: string;
}

/** What a host does with its further networks, on a machine where it can do no harm. */
async function on({ has, wants, files = {}, next = ':' }: World) {
  const root = temporaryDirectory();
  writeTree(root, [
    ...['docker', 'ovs-vsctl', 'ip'].map((name) => ({
      path: `bin/${name}`,
      content: (name === 'docker' ? DOCKER : OTHERS).replaceAll('@', root),
    })),
    ...['', ...has.map((name) => `.${name}`)].map((suffix, index) => ({
      path: `etc/meshinit/peers${suffix}`,
      content: `# a comment\nport${suffix}_1 10.0.0.12 172.17.${index}.2 host2\n`,
    })),
    ...Object.entries(files).map(([path, content]) => ({ path, content })),
  ]);
  for (const name of ['docker', 'ovs-vsctl', 'ip']) chmodSync(`${root}/bin/${name}`, 0o755);
  const functions = [frame, networkChanges, openingsOfNetwork, removal]
    .join('\n')
    .replaceAll('/etc/', `${root}/etc/`)
    .replaceAll('/sys/', `${root}/sys/`);
  const settings = `networks=' ${wants.map((name) => `${name} `).join('')}'\nstrays=\nport_files=\nfiles=' '\n`;
  const script = `set -eu\nPATH=${root}/bin:$PATH\n${settings}${functions}\ncompare_networks\n${next}\n`;
  const { stdout, stderr, status } = await execute('dash', ['-c', script]);
  const calls = `${root}/calls`;
  return {
    status,
    said: (stdout + stderr).replaceAll(root, '').trim().split('\n'),
    calls: existsSync(calls) ? readFileSync(calls, 'utf8').trim().split('\n') : [],
  };
}

test('a host says which networks come and which go, and nothing where they stay', async () => {
  expect((await on({ has: ['blue', 'red'], wants: ['red', 'green'] })).said).toEqual([
    'meshinit: removes network blue',
    'meshinit: adds network green',
  ]);
  expect(await on({ has: ['blue'], wants: ['blue'] })).toEqual({ status: 0, said: [''], calls: [] });
});

test('a network that a container is on stays, and nothing at all is changed', async () => {
  const { said, status, calls } = await on({
    has: ['blue'],
    wants: [],
    files: { 'on-blue': 'web\ndb\n' },
    next: 'echo changed',
  });
  expect(said).toEqual([
    'meshinit: network blue stays, since containers are on it: web db. Remove them, or: docker network disconnect blue CONTAINER',
  ]);
  expect(status).toBe(1);
  expect(calls).toEqual(['docker ps -a --filter network=blue --format {{.Names}}']);
});

test('where Docker does not answer nobody knows of containers, so a network stays', async () => {
  const { said, status } = await on({ has: ['blue'], wants: [], files: { 'docker-is-down': '' } });
  expect(said).toEqual(['meshinit: Docker does not say whether containers are on network blue']);
  expect(status).toBe(1);
});

test('what goes loses its Docker network before its devices, and the other networks lose nothing', async () => {
  const files = { 'sys/class/net/br-blue/mtu': '1450\n', 'sys/class/net/br-red/mtu': '1450\n' };
  const { calls } = await on({ has: ['blue', 'red'], wants: ['red'], files, next: 'change_networks' });
  expect(calls.slice(2)).toEqual([
    'docker network rm blue',
    'ovs-vsctl --timeout=60 --if-exists del-br sw-blue',
    'ovs-vsctl --timeout=60 --if-exists del-port sw-blue',
    'ip link delete dev br-blue',
  ]);
  expect(calls.join('\n')).not.toContain('red');
});

test('what goes takes along the files that firewalld has of it', async () => {
  const of = 'etc/firewalld';
  const mine = [`${of}/ipsets/meshinit-peers-blue.xml`, `${of}/policies/mi-tun-blue.xml`, `${of}/zones/mi-blue.xml`];
  const others = [`${of}/ipsets/meshinit-peers.xml`, `${of}/policies/mi-tun-blueish.xml`, `${of}/zones/mi-red.xml`];
  const files = Object.fromEntries([...mine, ...others].map((path) => [path, '']));
  const { said } = await on({ has: ['blue', 'red'], wants: ['red'], files, next: 'drop_strays' });
  expect(said.slice(1).toSorted()).toEqual(mine.map((path) => `meshinit: removes /${path}`).toSorted());
});

test('a network stays whose rules firewalld keeps in a zone: it would load none of a set that is gone', async () => {
  const zone = (set: string) => ({ 'etc/firewalld/zones/public.xml': `<source ipset="${set}"/>\n` });
  const { said, status } = await on({ has: ['blue'], wants: [], files: zone('meshinit-peers-blue') });
  expect(said).toEqual([
    'meshinit: network blue stays, since firewalld keeps its rules in its zones: rebuild the host',
  ]);
  expect(status).toBe(1);
  expect(await on({ has: ['blue'], wants: [], files: zone('meshinit-peers') })).toMatchObject({ status: 0 });
});

test('what came goes again when the patch is rolled back, unless a container is on it by then', async () => {
  const next = 'removal() { echo "$definition"; }\nsave_networks';
  expect((await on({ has: [], wants: ['green'], next: `definition=text\n${next}` })).said).toEqual([
    'meshinit: adds network green',
    'text',
    'remove_network green',
  ]);
  const used = await on({ has: [], wants: [], files: { 'on-green': 'web\n' }, next: 'remove_network green' });
  expect(used.said).toEqual(['meshinit: network green stays, since containers are on it']);
  expect(used.calls).toEqual(['docker ps -aq --filter network=green']);
});

test('peers of all networks count', async () => {
  expect((await on({ has: ['blue'], wants: ['blue'], next: 'all_peers' })).said).toEqual([
    'port_1 10.0.0.12 172.17.0.2 host2',
    'port.blue_1 10.0.0.12 172.17.1.2 host2',
  ]);
});
