import { describe, expect, test } from 'vitest';
import { diff } from '../../src/diff/diff.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';

const keys = keysFrom(new Uint8Array(32));

const SWARM = 'overlay: { engine: swarm, managers: [h1], networks: { web: { subnet: 10.201.0.0/24 } } }\n';
const manifest = (overlay = SWARM, { rest = 'network: none\n', h2 = 'h2: { address: 10.0.0.2 }' } = {}): string =>
  `meshinit: 1\ndefaults: { os: debian-12 }\n${rest}${overlay}hosts: { h1: { address: 10.0.0.1 }, ${h2} }\n`;

/** What each host has to do, and why. */
function changes(before: string, after: string): Record<string, string> {
  const { hosts, diagnostics } = diff({ text: before, lock: undefined }, { text: after, lock: undefined }, { keys });
  expect([...diagnostics.before, ...diagnostics.after]).toEqual([]);
  return Object.fromEntries(hosts.map(({ host, verdict, why }) => [host, `${verdict}: ${why.join('; ')}`]));
}

const both = (said: string): Record<string, string> => ({ h1: said, h2: said });

describe('an overlay asks for a rebuild', () => {
  test('by another port, pool or engine, each of which is named', () => {
    const other = SWARM.replace('managers', 'data_path_port: 4791, address_pool: 10.210.0.0/16, managers');
    expect(changes(manifest(), manifest(other))).toEqual(
      both(
        'rebuild: data path port of the overlay changes from 4790 to 4791; address pool of the overlay changes from 10.200.0.0/16 to 10.210.0.0/16',
      ),
    );
    const store = 'overlay: { engine: store, stores: [h1] }\n';
    expect(changes(manifest(), manifest(store))['h2']).toMatch(
      /^rebuild: engine of the overlay changes from swarm to store; data path port/,
    );
  });

  test('where it is taken away, since Docker would keep it', () => {
    expect(changes(manifest(SWARM, { rest: '' }), manifest('', { rest: '' }))).toEqual(
      both('rebuild: the overlay is gone, and Docker would keep it'),
    );
  });

  test('of a host that gets another address, be it WireGuard’s, and of no other', () => {
    const moved = changes(manifest(), manifest(SWARM, { h2: 'h2: { address: 10.0.0.9 }' }));
    expect(moved['h1']).toMatch(/^patch: /);
    expect(moved['h2']).toBe('rebuild: the address that the overlay knows it by changes from 10.0.0.2 to 10.0.0.9');
    const encrypted = changes(manifest(), manifest(SWARM, { rest: 'network: none\nencryption: wireguard\n' }));
    for (const said of Object.values(encrypted)) {
      expect(said).toMatch(
        /^rebuild: .*the address that the overlay knows it by changes from 10\.0\.0\.\d to 10\.98\./,
      );
    }
  });
});

describe('an overlay asks for a patch', () => {
  test('where it comes to hosts that run', () => {
    const came = changes(manifest('', { rest: '' }), manifest(SWARM, { rest: '' }));
    for (const said of Object.values(came)) expect(said).toMatch(/^patch: .*it joins the overlay: Swarm/);
  });

  test('of a host that is renamed, which no other reason makes anew', () => {
    const renamed = changes(manifest(), manifest(SWARM, { h2: 'new: { address: 10.0.0.2, was: h2 }' }));
    expect(renamed['new']).toMatch(/^patch: /);
  });

  test('of managers that come and go, and of networks, which say what that interrupts', () => {
    const young = 'overlay: { engine: swarm, managers: [h1, h2, h3], networks: { web: { encrypted: true }, new: } }\n';
    const three = (overlay: string) =>
      manifest(overlay, { h2: 'h2: { address: 10.0.0.2 }, h3: { address: 10.0.0.3 }' });
    const said = changes(three(SWARM), three(young));
    expect(said['h3']).toContain('it becomes a manager');
    expect(said['h1']).not.toContain('manager');
    expect(said['h1']).toContain(
      'overlay network web is made anew: the patch is rolled back while a container or a service is on it; overlay network new is made',
    );
    const back = changes(three(young), three(SWARM));
    expect(back['h2']).toContain('it is no manager any more');
    expect(back['h2']).toContain('overlay network new is removed, once nobody uses it');
  });

  test('of another MTU, which makes the networks anew', () => {
    const narrow = changes(manifest(), manifest(SWARM, { h2: 'h2: { address: 10.0.0.2, mtu: 1400 }' }));
    for (const said of Object.values(narrow)) expect(said).toContain('overlay network web is made anew');
  });
});
