import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { connectivity, survivesByHubs } from '../../../src/mesh/proof/connectivity.ts';
import { everySet, someSets } from '../../../src/mesh/proof/failures.ts';
import { Hops } from '../../../src/mesh/proof/hops.ts';
import { hubsOf } from '../../../src/mesh/survive/hub-pairs.ts';
import { fewestLinks, survivingPairs } from '../../../src/mesh/survive/surviving-pairs.ts';
import { neighbours } from '../../../src/mesh/topology.ts';
import { thoroughOr } from '../../support/thorough.ts';

/** 7 bridges on a path, ends counted. */
const MOST_HOPS = 6;

const numbersTo = (hosts: number): number[] => Array.from({ length: hosts }, (_, index) => index + 1);

function meshOf(numbers: readonly number[], survive: number) {
  const pairs = survivingPairs(numbers, survive);
  for (const [a, b] of pairs) expect(a).toBeLessThan(b);
  expect(new Set(pairs.map(([a, b]) => a * numbers.length + b)).size).toBe(pairs.length);
  return { links: pairs.length, lists: neighbours(numbers.length, pairs) };
}

function expectWithinReach(lists: number[][], sets: Iterable<Iterable<number>>): void {
  const hops = new Hops(lists);
  for (const dead of [[], ...sets]) {
    const most = hops.most(new Set(dead));
    if (most === undefined) throw new Error(`in pieces without ${[...dead]}`);
    if (most > MOST_HOPS) throw new Error(`${most} hops without ${[...dead]}`);
  }
}

/** Up to here every failure is tried. The searched rings of the planner's table are among these. */
const exhaustive: readonly (readonly [survive: number, hosts: number])[] = [
  [1, thoroughOr(40, 24)],
  [2, thoroughOr(48, 24)],
  [3, thoroughOr(38, 20)],
];

describe('a mesh stays in one piece and within 7 bridges', () => {
  for (const [survive, most] of exhaustive) {
    test(`whichever ${survive} die of 1 to ${most} hosts: every failure tried`, () => {
      for (let hosts = 1; hosts <= most; hosts += 1) {
        const { lists } = meshOf(numbersTo(hosts), survive);
        expectWithinReach(lists, everySet(hosts, Math.min(survive, hosts - 1)));
        expect(connectivity(lists)).toBeGreaterThanOrEqual(Math.min(survive + 1, hosts - 1));
      }
    }, 120_000);
  }

  test('of up to 200 hosts, whoever came and went before: failures sampled', () => {
    const clusters = fc.tuple(
      fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 200 }),
      fc.integer({ min: 1, max: 3 }),
    );
    fc.assert(
      fc.property(clusters, ([drawn, survive]) => {
        const numbers = drawn.toSorted((a, b) => a - b);
        const { lists } = meshOf(numbers, survive);
        expectWithinReach(lists, someSets(lists, Math.min(survive, numbers.length - 1), 12));
      }),
      { numRuns: thoroughOr(150, 50) },
    );
  }, 120_000);
});

describe('no mesh that survives as much has fewer links', () => {
  test('up to 8 hosts for one death, 30 for two, 37 for three', () => {
    for (const [survive, most] of [
      [1, 8],
      [2, 30],
      [3, 37],
    ] as const) {
      for (let hosts = 1; hosts <= most; hosts += 1) {
        expect(survivingPairs(numbersTo(hosts), survive)).toHaveLength(fewestLinks(hosts, survive));
      }
    }
  });
});

describe('ten thousand hosts of which any two may die', () => {
  const numbers = numbersTo(10_000);
  const { links, lists } = meshOf(numbers, 2);

  test('have 21,033 links, and no host more than STP can number', () => {
    expect(links).toBe(21_033);
    expect(Math.max(...lists.map((list) => list.length))).toBe(255);
    expect(Math.min(...lists.map((list) => list.length))).toBe(3);
  });

  test('are in one piece, by three ways from each to three hubs', () => {
    const hubs = hubsOf(numbers, 2);
    expect(hubs).toEqual(numbersTo(48).map((number) => number - 1));
    expect(survivesByHubs(lists, hubs, 2)).toBe(true);
    expect(survivesByHubs(lists, hubs, 3)).toBe(false);
  });

  test('are 4 bridges across, and at most 6 without a hub and a host', () => {
    const hops = new Hops(lists);
    expect(hops.most()).toBe(3);
    expect(hops.most(new Set([0, 1]))).toBeLessThanOrEqual(5);
    expect(hops.most(new Set([0, 60]))).toBeLessThanOrEqual(5);
  }, 60_000);
});

describe('who comes or goes', () => {
  const keysOf = (numbers: readonly number[]): Set<string> =>
    new Set(survivingPairs(numbers, 2).map(([a, b]) => `${numbers[a]} ${numbers[b]}`));

  const changedHosts = (before: readonly number[], after: readonly number[]): Set<string> => {
    const [old, now] = [keysOf(before), keysOf(after)];
    const changed = [...old].filter((key) => !now.has(key)).concat([...now].filter((key) => !old.has(key)));
    return new Set(changed.flatMap((key) => key.split(' ')));
  };

  test('of 100 hosts changes the links of its block and of the hubs: 8 hosts at most', () => {
    for (let hosts = 100; hosts < 110; hosts += 1) {
      expect(changedHosts(numbersTo(hosts), numbersTo(hosts + 1)).size).toBeLessThanOrEqual(8);
      const without = numbersTo(100).filter((number) => number !== hosts - 50);
      expect(changedHosts(numbersTo(100), without).size).toBeLessThanOrEqual(8);
    }
  });

  test('as a hub changes the hosts that were linked to it, and the block of the one that takes its place', () => {
    const without = numbersTo(100).filter((number) => number !== 2);
    const linked = [...keysOf(numbersTo(100))].filter((key) => key.split(' ').includes('2')).length;
    expect(changedHosts(numbersTo(100), without).size).toBeLessThanOrEqual(linked + 8);
  });
});
