import { expect, test } from 'vitest';
import { compile, type Mesh } from '../../src/index.ts';

const HEAD = 'meshinit: 1\ndefaults: { os: debian-12, provider: aws }\nallow: { MI0653: test }\nhosts:\n';
const TWO_SITES = `${HEAD}
  a1: { site: a, address: 10.0.0.1, addresses: { public: 203.0.0.1 } }
  a2: { site: a, address: 10.0.0.2, addresses: { public: 203.0.0.2 } }
  b1: { site: b, address: 203.0.1.1, addresses: { private: 10.0.0.1 } }
  c1: { address: 203.0.2.1 }
`;

const planned = (text: string): Mesh => {
  const { cluster, diagnostics } = compile(text);
  if (!cluster) throw new Error(JSON.stringify(diagnostics));
  return cluster.networks[0];
};

const remotes = (mesh: Mesh, name: string): Record<string, string> =>
  Object.fromEntries(
    (mesh.members.find((host) => host.name === name)?.links ?? []).map(({ peer, remote }) => [
      peer.name,
      remote.address.text,
    ]),
  );

test('hosts of one site meet at private addresses, those of others at public ones', () => {
  const mesh = planned(TWO_SITES);
  expect(remotes(mesh, 'a1')).toEqual({ a2: '10.0.0.2', b1: '203.0.1.1', c1: '203.0.2.1' });
  expect(remotes(mesh, 'b1')).toEqual({ a1: '203.0.0.1', a2: '203.0.0.2', c1: '203.0.2.1' });
  expect(remotes(mesh, 'c1')).toEqual({ a1: '203.0.0.1', a2: '203.0.0.2', b1: '203.0.1.1' });
});

test('without a second site public addresses are not taken', () => {
  const mesh = planned(
    `${HEAD}  a1: { address: 10.0.0.1, addresses: { public: 203.0.0.1 } }\n  a2: { address: 10.0.0.2 }\n`,
  );
  expect(remotes(mesh, 'a2')).toEqual({ a1: '10.0.0.1' });
});

test('a host with one address has its tunnels come from it; one with several leaves that to its kernel', () => {
  const { documents } = compile(TWO_SITES);
  const sources = documents.map(({ host, content }) => [
    host,
    /UNDERLAY=(.*)/.exec(Buffer.from(content).toString())?.[1],
  ]);
  expect(sources).toEqual([
    ['a1', "''"],
    ['a2', "''"],
    ['b1', "''"],
    ['c1', '203.0.2.1'],
  ]);
});

test('the firewall admits a peer at the address that it comes from', () => {
  const { documents } = compile(TWO_SITES);
  const peers = Buffer.from(documents[0]?.content ?? '')
    .toString()
    .split('path: /etc/meshinit/peers\n')[1]
    ?.split('- path')[0];
  expect(peers?.match(/^ +vxlan.*/gm)?.map((line) => line.trim().split(' ')[1])).toEqual([
    '10.0.0.2',
    '203.0.1.1',
    '203.0.2.1',
  ]);
});

test('a link over the internet makes the mesh as narrow as the internet, whatever the private network carries', () => {
  expect(planned(TWO_SITES).mtu).toMatchObject({ underlay: 1500, value: 1450, narrowest: 'a1' });
  const oneSite = `${HEAD}  a1: { address: 10.0.0.1, addresses: { public: 203.0.0.1 } }\n  a2: { address: 10.0.0.2 }\n`;
  expect(planned(oneSite).mtu).toMatchObject({ underlay: 9001, value: 8951 });
});

test('an MTU that is given for a host with a private network does not widen the internet', () => {
  const jumbo = TWO_SITES.replace('a1: { ', 'a1: { mtu: 9000, ');
  expect(planned(jumbo).mtu.value).toBe(1450);
  const narrow = TWO_SITES.replace('b1: { ', 'b1: { mtu: 1400, ');
  expect(planned(narrow).mtu).toMatchObject({ underlay: 1400, narrowest: 'b1' });
});
