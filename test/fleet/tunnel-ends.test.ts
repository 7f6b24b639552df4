import { expect, test } from 'vitest';
import { planCluster } from '../../src/compile.ts';
import { type Batch, batchesOf } from '../../src/fleet/batches.ts';
import { readAnswer } from '../../src/fleet/host-answer.ts';
import { changingLinks, plannedEnds, saidEnds, type TunnelEnds } from '../../src/fleet/tunnel-ends.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { lockText } from '../../src/mesh/lock.ts';
import { parseLock } from '../../src/mesh/parse-lock.ts';
import { beginRotation, endRotation } from '../../src/mesh/rotate-keys.ts';
import { patchOrder } from '../../src/patch/patch-order.ts';
import { type SaidSide, saidBy } from '../support/fake-ssh.ts';

const HOSTS = ['a', 'b', 'c'] as const;
const textOf = (rest: string): string =>
  `meshinit: 1\nname: demo\ndefaults: { os: debian-12 }\nhosts:\n${HOSTS.map((name, index) => `  ${name}: { address: 10.0.0.1${index} }\n`).join('')}${rest}`;

/** A cluster whose keys come of a seed of such bytes. */
function sideOf(rest: string, byte: number): Required<SaidSide> {
  const [text, keys] = [textOf(rest), keysFrom(new Uint8Array(32).fill(byte))];
  return { text, keys, lock: planCluster(text, { keys }).plan?.lock };
}
function lockOf({ lock = '' }: SaidSide) {
  const read = parseLock(lock);
  if ('code' in read) throw new Error(read.message);
  return read;
}

const plain = sideOf('', 3);
const first = sideOf('encryption: wireguard\n', 3);
const other = sideOf('encryption: wireguard\n', 9);
const elsewhere = { ...first, text: textOf('encryption: { kind: wireguard, port: 4500 }\n') };
const both = { ...first, lock: lockText(beginRotation(lockOf(first), HOSTS, first.keys)) };
const last = { ...first, lock: lockText(endRotation(lockOf(both))) };
const ofOne = { ...first, lock: lockText(endRotation(beginRotation(lockOf(first), ['b'], first.keys))) };

const clusterOf = ({ text, lock, keys }: SaidSide) => {
  const { plan } = planCluster(text, { lock, keys });
  if (!plan) throw new Error('no plan');
  return plan.cluster;
};

/** The turns of `apply`, by what hosts say and, where their plan is known, by that. */
function turnsOf(before: SaidSide, after: SaidSide, isKnown: boolean): readonly string[] {
  const cluster = clusterOf(after);
  const young = new Map(HOSTS.map((host) => [host as string, plannedEnds(cluster, host)]));
  const old = new Map(
    HOSTS.map((host): [string, TunnelEnds] => {
      const answer = readAnswer(saidBy(before, host));
      if (!answer) throw new Error('no answer');
      const planned = young.get(host) ?? new Map();
      return [host, isKnown ? plannedEnds(clusterOf(before), host) : saidEnds(answer, planned, (name) => name)];
    }),
  );
  const links = changingLinks(old, young);
  const batches = batchesOf({ hosts: HOSTS, links, isTree: () => false, isParallel: false });
  return batches.map(({ hosts }: Batch) => hosts.join(' '));
}

const TOGETHER = ['a b c'];
const ONE_BY_ONE = ['a', 'b', 'c'];

test.each([
  ['encryption comes', plain, first, TOGETHER],
  ['encryption goes', first, plain, TOGETHER],
  ['all keys change at once', first, other, TOGETHER],
  ['a rotation is one step', first, last, TOGETHER],
  ['the key of one host is rotated in one step', first, ofOne, TOGETHER],
  ['the port changes', first, elsewhere, TOGETHER],
  ['a rotation begins', first, both, ONE_BY_ONE],
  ['a rotation ends', both, last, ONE_BY_ONE],
  ['nothing changes', first, first, ONE_BY_ONE],
])('where %s, hosts have one turn if no port keeps both ends’ keys', (_, before, after, turns) => {
  expect(turnsOf(before, after, false)).toEqual(turns);
  expect(turnsOf(before, after, true)).toEqual(turns);
});

test('the order of patches shows that hosts are apart while their keys change at once', () => {
  const piecesOf = (before: SaidSide, after: SaidSide): number[] => {
    const [old, young] = [before, after].map(({ text, lock }) => ({ text, lock }));
    return old && young ? patchOrder(old, young).steps.map(({ pieces }) => pieces) : [];
  };
  expect(piecesOf(first, other)).toEqual([2, 2, 1]);
  expect(piecesOf(first, both)).toEqual([1, 1, 1]);
  expect(piecesOf(both, last)).toEqual([1, 1, 1]);
});
