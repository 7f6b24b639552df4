import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { diff } from '../../src/diff/diff.ts';
import { documentChange } from '../../src/diff/document-diff.ts';
import { patchOrder } from '../../src/patch/patch-order.ts';

const TEXT = `meshinit: 1
defaults: { os: debian-12, provider: nocloud }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
`;
const BLUE = '{ subnet: 10.77.0.0/16, hosts: [host1, host2] }';
const withNetworks = (networks: string, rest = ''): string => `${TEXT}networks: ${networks}\n${rest}`;

/** What becomes of each host when the one text becomes the other: by the plans, and by the documents. */
function changes(before: string, after: string, lock = compile(before).lock): Record<string, string> {
  const old = compile(before);
  const young = compile(after, { lock });
  const { hosts, diagnostics } = diff({ text: before, lock: old.lock }, { text: after, lock });
  expect(diagnostics.after.filter(({ severity }) => severity === 'error')).toEqual([]);
  const said = Object.fromEntries(hosts.map(({ host, verdict, why }) => [host, [verdict, ...why].join('; ')]));
  for (const { host } of hosts) {
    const [was, is] = [old, young].map(({ documents }) => documents.find((one) => one.host === host)?.content);
    expect(documentChange(host, [was, is]).verdict).toBe(said[host]?.split(';')[0]);
  }
  return said;
}

test('a network that comes or goes is no restart of Docker, and nothing to hosts that are not in it', () => {
  expect(changes(TEXT, withNetworks(`{ blue: ${BLUE} }`))).toEqual({
    host1: 'patch; network blue is added; link blue_1 of blue to host2 added',
    host2: 'patch; network blue is added; link blue_1 of blue to host1 added',
    host3: 'unchanged',
  });
  expect(changes(withNetworks(`{ blue: ${BLUE} }`), TEXT).host1).toBe(
    'patch; network blue is removed: the patch refuses while containers are on it; link blue_1 of blue to host2 removed',
  );
});

test('documents tell the same of a network that comes', () => {
  const [old, young] = [TEXT, withNetworks(`{ blue: ${BLUE} }`)].map((text) => compile(text).documents[0]?.content);
  expect(documentChange('host1', [old, young])).toMatchObject({
    why: ['network blue is added', 'link blue_1 of blue to host2 added'],
    links: [{ network: 'blue', peer: 'host2', name: 'blue_1', change: 'added' }],
  });
});

test('what changes in a further network names it', () => {
  const tagged = (tag: number): string => withNetworks(`{ db: { subnet: 10.79.0.0/16, vlan: ${tag} } }`);
  expect(changes(tagged(20), tagged(21)).host3).toBe(
    'patch; network db: the VLAN tag changes from 20 to 21: traffic to a peer stops until the peer is patched, too',
  );
  const keyed = (key: number): string =>
    withNetworks(`{ blue: { subnet: 10.77.0.0/16, tunnel: { kind: vxlan, key: ${key} } } }`);
  expect(changes(keyed(7), keyed(8)).host1).toMatch(/^patch; network blue: every tunnel is recreated: /);
});

test('what makes a Docker network anew is told, since a container on it rolls the patch back', () => {
  const internal = BLUE.replace(' }', ', internal: true }');
  expect(changes(withNetworks(`{ blue: ${BLUE} }`), withNetworks(`{ blue: ${internal} }`)).host1).toContain(
    'Docker network blue is created again: the patch is rolled back if containers are on it',
  );
  const narrow = BLUE.replace(' }', ', mtu: 1400 }');
  const { host2 } = changes(withNetworks(`{ blue: ${BLUE} }`), withNetworks(`{ blue: ${narrow} }`));
  expect(host2).toMatch(/network blue: the MTU changes from 1450 to 1400$/);
});

test('a subnet, a layout and a carrier are no patch, and another Docker network of the main one neither', () => {
  const blue = withNetworks(`{ blue: ${BLUE} }`);
  const moved = blue.replace('10.77', '10.78');
  // A lock file of the old subnet would be refused.
  const { host1, host3 } = changes(blue, moved, compile(moved).lock);
  expect(host1).toBe('rebuild; subnet of network blue changes from 10.77.0.0/16 to 10.78.0.0/16');
  expect(host3).toBe('unchanged');
  expect(changes(TEXT, `${TEXT}network: { docker: mesh }\n`).host1).toBe(
    'rebuild; Docker network changes from bridge to mesh',
  );
});

test('the order of patches keeps every network in one piece, where an order does', () => {
  const star = (hub: string): string =>
    withNetworks(`{ blue: { subnet: 10.77.0.0/16, topology: { star: [${hub}] } } }`);
  const { lock } = compile(star('host1'));
  const { steps } = patchOrder({ text: star('host1'), lock }, { text: star('host2'), lock });
  expect(steps.map(({ host, pieces }) => `${host} ${pieces}`)).toEqual(['host2 1', 'host3 1', 'host1 1']);
});
