import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import { compile } from '../../src/compile.ts';
import type { Cluster } from '../../src/mesh/mesh.ts';
import { lowerHalf, upperHalf } from '../../src/mesh/slice-halves.ts';
import { compiled, planned } from '../support/hosts.ts';

const manifest = (
  containers: Readonly<Record<string, unknown>>,
  rest: Readonly<Record<string, unknown>> = {},
): string =>
  JSON.stringify({
    meshinit: 1,
    defaults: { os: 'debian-12' },
    hosts: Object.fromEntries([1, 2, 3].map((number) => [`host${number}`, { address: `10.0.0.1${number}` }])),
    network: { docker: 'mesh' },
    networks: { blue: { subnet: '10.78.0.0/16', hosts: ['host1', 'host2'] } },
    ...rest,
    containers,
  });

const on = (hosts: string | readonly string[], rest: Readonly<Record<string, unknown>> = {}) => ({
  image: 'box:1',
  hosts,
  ...rest,
});

/** `web host1 network 172.17.1.128`, one for each address. */
const addresses = ({ containers }: Cluster): string[] =>
  containers.flatMap(({ name, host, networks }) =>
    networks.map(({ network, address }) => `${name} ${host} ${network} ${ipv4Text(address)}`),
  );

const planOf = (text: string, lock?: string): string[] => addresses(planned(text, { lock }).cluster);

const faults = (text: string): string[] => compile(text).diagnostics.map(({ code, message }) => `${code}: ${message}`);

describe('a declared container', () => {
  test('has the lowest free address of the upper half of its host’s slice in each of its networks', () => {
    const text = manifest({
      db: on('host1', { networks: { mesh: {}, blue: { address: '10.78.1.200' } } }),
      web: on(['host1', 'host3']),
      api: on('host1', { networks: ['blue'] }),
    });
    expect(planOf(text)).toEqual([
      'db host1 network 172.17.1.128',
      'db host1 blue 10.78.1.200',
      'web host1 network 172.17.1.129',
      'web host3 network 172.17.3.128',
      'api host1 blue 10.78.1.128',
    ]);
  });

  test('keeps its address by the lock, whatever else is declared, and in whatever order', () => {
    const first = compiled(manifest({ web: on('host1'), db: on('host1') }));
    const second = manifest({ app: on('host1'), db: on('host1') });
    expect(planOf(second, first.lock)).toEqual(['app host1 network 172.17.1.128', 'db host1 network 172.17.1.129']);
  });

  test('takes the place of one that the lock had there where it is pinned', () => {
    const { lock } = compiled(manifest({ web: on('host1') }));
    const pinned = manifest({ web: on('host1'), db: on('host1', { address: '172.17.1.128' }) });
    expect(planOf(pinned, lock)).toEqual(['web host1 network 172.17.1.129', 'db host1 network 172.17.1.128']);
  });

  test('keeps its address when its host gets another name', () => {
    const before = compiled(manifest({ aa: on('host1'), web: on('host1') }));
    const text = manifest({ web: on('web1') })
      .replace('"host1":{', '"web1":{"was":"host1",')
      .replace('["host1",', '["web1",');
    expect(planOf(text, before.lock)).toEqual(['web web1 network 172.17.1.129']);
  });

  test('has none that Docker gives away, of the host itself, or of another host', () => {
    const at = (address: string): string[] => faults(manifest({ web: on('host1', { address }) }));
    expect(at('172.17.1.77')).toEqual([
      'MI0518: the address 172.17.1.77 of web on host1 is in 172.17.1.0/25, which Docker gives to other containers',
    ]);
    expect(at('172.17.2.200')).toEqual([
      'MI0518: the address 172.17.2.200 of web on host1 is in the slice of host2: Docker there may give it to another container',
    ]);
    expect(at('172.17.0.200')).toEqual([
      "MI0518: the address 172.17.0.200 of web on host1 is outside host1's slice 172.17.1.0/24",
    ]);
    const two = manifest({
      web: on('host1', { address: '172.17.1.200' }),
      db: on('host1', { address: '172.17.1.200' }),
    });
    expect(faults(two)).toEqual(['MI0518: the address 172.17.1.200 of db on host1 is taken by web']);
    const own = manifest(
      { web: on('host1', { networks: ['blue'] }) },
      { networks: { blue: { subnet: '10.78.0.0/16', layout: 'per-host' } } },
    );
    expect(faults(own.replace('["blue"]', '{"blue":{"address":"10.78.1.255"}}'))).toEqual([
      'MI0518: the address 10.78.1.255 of web on host1 is a network or broadcast address',
    ]);
  });

  test('is one of five hundred on its host where the slice has room for them', () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`c${index}`, on('host1')]));
    const roomy = manifest(many, { network: { docker: 'mesh', slice: '/22' } });
    expect(new Set(planOf(roomy)).size).toBe(500);
    expect(faults(manifest(many))).toEqual([
      'MI0519: c128 finds no address on host1: 172.17.1.128/25 has no room for its 500 containers in network',
    ]);
  });

  test('of many has an address of its own within its host’s half', () => {
    const containers = fc
      .uniqueArray(fc.integer({ min: 10, max: 99 }), { maxLength: 40 })
      .map((numbers) =>
        Object.fromEntries(numbers.map((number) => [`c${number}`, on(['host1', 'host2', 'host3'].slice(number % 3))])),
      );
    fc.assert(
      fc.property(containers, containers, (first, second) => {
        const { lock, cluster } = planned(manifest(first));
        const before = new Map(addresses(cluster).map((line) => [line.replace(/ \S+$/, ''), line]));
        const after = planned(manifest(second), { lock }).cluster;
        const lines = addresses(after);
        expect(new Set(lines.map((line) => line.split(' ').at(-1))).size).toBe(lines.length);
        for (const line of lines) expect(before.get(line.replace(/ \S+$/, '')) ?? line).toBe(line);
        for (const { host, networks } of after.containers) {
          const slice = after.networks[0].members.find(({ name }) => name === host)?.slice;
          const half = slice && upperHalf(slice);
          for (const { address } of networks) expect(half && half.first <= address && address <= half.last).toBe(true);
        }
      }),
      { numRuns: 30 },
    );
  });
});

test('the halves of a slice are the slice', () => {
  const slice = { first: 256, last: 511, prefix: 24 };
  expect([lowerHalf(slice), upperHalf(slice)]).toEqual([
    { first: 256, last: 383, prefix: 25 },
    { first: 384, last: 511, prefix: 25 },
  ]);
  expect(upperHalf({ first: 7, last: 7, prefix: 32 })).toBeUndefined();
});

describe('the lock file', () => {
  test('has a line for each container, and none where none is declared', () => {
    const { lock } = compiled(manifest({ web: on(['host1', 'host2']), db: on('host1', { networks: ['blue'] }) }));
    expect(lock).toContain('containers:\n  web: { host1: 172.17.1.128, host2: 172.17.2.128 }\nnetworks:\n');
    expect(lock).toMatch(/ {4}containers:\n {6}db: \{ host1: 10.78.1.128 \}\n$/);
    expect(compiled(manifest({})).lock).not.toContain('containers');
  });

  test('that gives two containers one address is refused at the later line', () => {
    const text = manifest({ web: on('host1'), db: on('host1') });
    const { lock } = compiled(text);
    const [fault] = compile(text, { lock: lock.replace('172.17.1.129', '172.17.1.128') }).diagnostics;
    expect(fault?.message).toMatch(/the containers web and db both have the address 172.17.1.128$/);
    expect(fault?.related).toHaveLength(1);
  });

  test.each(['172.17.1.300', 'fd00::1', '{ x: y }'])('with the address %s is refused', (address) => {
    const text = manifest({ web: on('host1') });
    const { lock } = compiled(text);
    const [fault] = compile(text, { lock: lock.replace('172.17.1.128', address) }).diagnostics;
    expect(fault).toMatchObject({ code: 'MI0510', path: ['containers', 'web', 'host1'] });
  });
});
