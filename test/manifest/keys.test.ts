import { expect, test } from 'vitest';
import { homesOf, keysAt, removableAt, wordsAt } from '../../src/manifest/keys.ts';
import { patternOf } from '../../src/manifest/path-pattern.ts';

test('the keys of a map come from the schema, of a union from all its maps', () => {
  expect(keysAt(['network', 'topology'])).toEqual(['star', 'survive', 'links']);
  expect(keysAt(['ovs', 'from', 'debs', 3])).toEqual(['url', 'sha256']);
  expect(keysAt(['hosts', 'any', 'tls'])).toEqual(['ca', 'cert', 'key']);
  expect(keysAt(['hosts', 'any', 'cloud_config', 'x'])).toEqual([]);
  expect(keysAt(['nowhere', 'at', 'all'])).toEqual([]);
  expect(keysAt(['__proto__'])).toEqual([]);
});

test('the words of a value too', () => {
  expect(wordsAt(['network', 'tunnel'])).toEqual(['gre', 'vxlan', 'geneve', 'none']);
  expect(wordsAt(['meshinit'])).toEqual(['1']);
});

test('a key is known in every place where it is legal', () => {
  expect(homesOf('os')).toEqual(['defaults', 'hosts.<name>']);
  expect(homesOf('sha256')).toEqual(['ovs.from.debs[]', 'ovs.from.rpms[]']);
  expect(homesOf('meshinit')).toEqual(['']);
  expect(homesOf('constructor')).toEqual([]);
});

test('what is left out is the value, or the nearest parent that can miss it', () => {
  expect(removableAt(['hosts', 'a', 'mtu'])).toEqual(['hosts', 'a', 'mtu']);
  expect(removableAt(['hosts', 'a', 'address'])).toEqual(['hosts', 'a']);
  expect(removableAt(['network', 'topology', 'links', 2, 0])).toEqual(['network', 'topology']);
  expect(removableAt(['ovs', 'from', 'debs', 0, 'sha256'])).toEqual(['ovs', 'from']);
  expect(removableAt(['docker', 'unknown'])).toEqual(['docker', 'unknown']);
  expect(removableAt(['meshinit'])).toEqual(['meshinit']);
});

test('paths that differ in names and indices alone have one pattern', () => {
  expect(patternOf(['hosts', 'web', 'os'])).toBe('hosts.*.os');
  expect(patternOf(['network', 'topology', 'links', 4, 1])).toBe('network.topology.links[][]');
});
