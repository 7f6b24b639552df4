import { expect, test } from 'vitest';
import { batchesOf } from '../../src/fleet/batches.ts';
import type { ChangingLink } from '../../src/patch/turns.ts';

const link = (a: string, b: string, ofOld = 'same', ofNew = ofOld): ChangingLink => ({ hosts: [a, b], ofOld, ofNew });
const of = (hosts: string[], links: ChangingLink[], isTree = false, isParallel = false) =>
  batchesOf({ hosts, links, isTree: () => isTree, isParallel }).map((batch) => batch.hosts);
const FULL = [link('a', 'b'), link('a', 'c'), link('b', 'c')];

test('hosts whose links stay are patched one after the other', () => {
  expect(of(['a', 'b', 'c'], FULL)).toEqual([['a'], ['b'], ['c']]);
});

test('with --parallel they are patched together, but not with those whose links change', () => {
  expect(of(['a', 'b', 'c'], FULL, false, true)).toEqual([['a', 'b', 'c']]);
  const oneLess = [link('a', 'b', 'old', ''), link('a', 'c'), link('b', 'c'), link('c', 'd')];
  expect(of(['a', 'b', 'c', 'd'], oneLess, true, true)).toEqual([['a'], ['b'], ['c', 'd']]);
});

test('without a tree a host that moves and all its peers have one turn', () => {
  const moved = [link('a', 'b', 'x', 'y'), link('b', 'c', 'x', 'y'), link('a', 'c'), link('c', 'd'), link('d', 'a')];
  expect(of(['a', 'b', 'c', 'd'], moved)).toEqual([['a', 'b', 'c'], ['d']]);
});

test('with a tree a host that moves and its peers go one by one', () => {
  const moved = [link('a', 'b', 'x', 'y'), link('b', 'c', 'x', 'y'), link('a', 'c')];
  const batches = batchesOf({ hosts: ['a', 'b', 'c'], links: moved, isTree: () => true, isParallel: false });
  expect(batches.map(({ hosts, pieces }) => [hosts.join(), pieces])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ]);
});

test('where every tunnel changes all have one turn, with a tree or without', () => {
  const all = FULL.map(({ hosts }) => link(hosts[0], hosts[1], 'gre', 'vxlan'));
  for (const isTree of [true, false]) expect(of(['a', 'b', 'c'], all, isTree)).toEqual([['a', 'b', 'c']]);
});

test('what was patched before is no part of it', () => {
  const moved = [link('a', 'b', 'x', 'y'), link('b', 'c', 'x', 'y'), link('a', 'c')];
  expect(of(['b'], moved)).toEqual([['b']]);
});

test('a further network without a tree has its torn links in one turn, beside a main one with a tree', () => {
  const ring = ['a b', 'b c', 'c d', 'd a'].map((pair) => link(...(pair.split(' ') as [string, string])));
  const torn = { ...link('b', 'c', 'key 1', 'key 2'), network: 'blue' };
  const isTree = (network?: string): boolean => network === undefined;
  const batches = batchesOf({ hosts: ['a', 'b', 'c'], links: [...ring, torn], isTree, isParallel: false });
  expect(batches.map(({ hosts, pieces }) => [hosts.join(), pieces])).toEqual([
    ['a', 1],
    ['b,c', 1],
  ]);
});

test('a network that comes or goes keeps nobody waiting', () => {
  const links = [
    ...FULL,
    { ...link('a', 'b', '', 'new'), network: 'blue' },
    { ...link('b', 'c', 'old', ''), network: 'red' },
  ];
  const batches = batchesOf({ hosts: ['a', 'b', 'c'], links, isTree: () => false, isParallel: false });
  expect(batches.map(({ hosts, pieces }) => [hosts.join(), pieces])).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', 1],
  ]);
});

test('hosts of a lower rank come first, and with --parallel those of one rank are patched together', () => {
  const hosts = ['a', 'b', 'c', 'd'];
  const ranks: Readonly<Record<string, number>> = { a: 3, b: 0, c: 2, d: 0 };
  const ranked = (isParallel: boolean) =>
    batchesOf({ hosts, links: [], isTree: () => false, isParallel, rank: (host) => ranks[host] ?? 0 });
  expect(ranked(false).map((batch) => batch.hosts)).toEqual([['b'], ['d'], ['c'], ['a']]);
  expect(ranked(true).map((batch) => batch.hosts)).toEqual([['b', 'd'], ['c'], ['a']]);
});

test('hosts that come up by each other alone have one turn, those of them that are still to be patched', () => {
  const begin = (hosts: string[]) =>
    batchesOf({ hosts, links: FULL, isTree: () => false, isParallel: false, together: ['a', 'c', 'd'] });
  expect(begin(['a', 'b', 'c', 'd']).map((batch) => batch.hosts)).toEqual([['a', 'c', 'd'], ['b']]);
  expect(begin(['a', 'b', 'd']).map((batch) => batch.hosts)).toEqual([['a', 'd'], ['b']]);
});
