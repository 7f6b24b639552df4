import { expect, test } from 'vitest';
import type { Judged } from '../../src/cli/apply/judge-hosts.ts';
import { planApply } from '../../src/cli/apply/plan-apply.ts';
import type { Fleet } from '../../src/cli/fleet.ts';
import { planCluster } from '../../src/compile.ts';
import { readAnswer } from '../../src/fleet/host-answer.ts';
import type { Keys } from '../../src/keys/keys.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { lockText } from '../../src/mesh/lock.ts';
import { parseLock } from '../../src/mesh/parse-lock.ts';
import { beginRotation, endRotation } from '../../src/mesh/rotate-keys.ts';
import { saidBy } from '../support/fake-ssh.ts';

const NAMES = ['host1', 'host2', 'host3'];
const KEYS = keysFrom(new Uint8Array(32).fill(3));

/** A cluster with an overlay, by a lock and the keys of a seed. */
function planned(engine: string, lock: string | undefined, keys: Keys) {
  const seats = engine === 'swarm' ? 'managers' : 'stores';
  const text = `meshinit: 1\ndefaults: { os: debian-12 }\nnetwork: none\noverlay: { engine: ${engine}, ${seats}: [host1] }\nhosts:\n${NAMES.map((name, index) => `  ${name}: { address: 10.0.0.1${index} }\n`).join('')}`;
  const { manifest, plan } = planCluster(text, { lock, keys });
  if (!manifest || !plan) throw new Error('no plan');
  return { text, lock: plan.lock, manifest, cluster: plan.cluster, keys };
}

type Side = ReturnType<typeof planned>;

/** The turns in which hosts come from one side to the other. */
function turns(old: Side, young: Side): string[] {
  const judged = NAMES.map((host): Judged => {
    const answer = readAnswer(saidBy(old, host));
    if (!answer) throw new Error('no answer');
    return { host, task: 'patch', why: [], answer };
  });
  // Of a fleet nothing but its plan is asked here.
  return planApply(young as unknown as Fleet, judged, false).map(({ hosts }) => hosts.join(' '));
}

for (const engine of ['swarm', 'store']) {
  const first = planned(engine, undefined, KEYS);
  const changed = (side: Side, change: 'begin' | 'end'): Side => {
    const lock = parseLock(side.lock);
    if ('code' in lock) throw new Error(lock.message);
    return planned(engine, lockText(change === 'begin' ? beginRotation(lock, [], KEYS) : endRotation(lock)), KEYS);
  };
  const both = changed(first, 'begin');
  const second = changed(both, 'end');

  test(`${engine}: hosts come to another authority one after the other, as long as each step has one that both trust`, () => {
    for (const [old, young] of [
      [first, both],
      [both, second],
      [second, changed(second, 'begin')],
      [both, changed(second, 'begin')],
    ] as const) {
      expect(turns(old, young)).toEqual(NAMES);
    }
  });

  test(`${engine}: they come to it at once where a step is left out, or with another seed`, () => {
    const at = [NAMES.join(' ')];
    expect(turns(first, second)).toEqual(at);
    expect(turns(first, changed(second, 'begin'))).toEqual(at);
    expect(turns(first, planned(engine, undefined, keysFrom(new Uint8Array(32))))).toEqual(at);
  });
}
