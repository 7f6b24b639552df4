import { describe, expect, test } from 'vitest';
import { temporaryName } from '../../src/action/asset-names.ts';
import type { Ready } from '../../src/action/compile-manifests.ts';
import { sha256 } from '../../src/edge/sha256.ts';
import { exampleNamed } from '../support/examples.ts';
import { thoroughOr } from '../support/thorough.ts';
import { compiledFor, deliverTo, type Run } from './deliveries.ts';
import { contentsOf, FakeGitHub, type FakeRelease } from './fake-github.ts';
import { type Fault, faults, faultyFetch, fetchUntilKilled } from './faults.ts';
import { hurryTimers } from './hurried.ts';

hurryTimers();

const { text } = exampleNamed('debian-vxlan');
const name = /^name: (.+)$/m.exec(text)?.[1] ?? 'mesh';
/** The second manifest changes every host: the address of one is in the peers' lists of the others. */
const versions: Record<'old' | 'new', () => Ready[]> = {
  old: remember(() => compiledFor(text)),
  new: remember(() => compiledFor(text.replace('10.0.0.12', '10.0.0.22'))),
};

function remember<Value>(make: () => Value): () => Value {
  let value: Value | undefined;
  return () => {
    value ??= make();
    return value;
  };
}

const filesOf = (ready: readonly Ready[]): Map<string, string> =>
  new Map(
    ready.flatMap(({ cluster: { plan, documents } }) =>
      documents.map((document) => [`${plan.name}-${document.name}`, sha256(document.content)] as const),
    ),
  );

interface Setting {
  readonly title: string;
  /** Whether the server tells digests. */
  readonly digests: boolean;
  /** Whether each host has an old file from the start. */
  readonly hasOld: boolean;
}

const settings: readonly Setting[] = [
  { title: 'a release that has the files of before', digests: true, hasOld: true },
  { title: 'such a release on a server that tells no digests', digests: false, hasOld: true },
  { title: 'a tag without a release', digests: true, hasOld: false },
];

function fill(release: FakeRelease, fake: FakeGitHub): void {
  const files = versions.old().flatMap(({ cluster }) => cluster.documents);
  for (const document of files) fake.addAsset(release, `${name}-${document.name}`, document.content);
  const sums = [...filesOf(versions.old())].toSorted().map(([file, sum]) => `${sum}  ${file}\n`);
  fake.addAsset(release, `${name}-SHA256SUMS`, sums.join(''));
}

/** The law of the release at one moment: the old or the new file of every host, under its own or a temporary name. */
function breaches(fake: FakeGitHub, { hasOld }: Setting): string[] {
  const old = filesOf(versions.old());
  const found: string[] = [];
  for (const release of fake.releases.filter(({ tag_name }) => tag_name === 'v2')) {
    for (const [file, sum] of filesOf(versions.new())) {
      const isThere = release.assets.some(
        (asset) =>
          asset.state === 'uploaded' &&
          [file, temporaryName(asset.name)?.of === file ? asset.name : file].includes(asset.name) &&
          [sum, old.get(file)].includes(sha256(asset.content)),
      );
      if (!isThere && (hasOld || !release.draft)) found.push(`${file} is lost`);
    }
  }
  return found;
}

/** What is to be there in the end: one published release with the new files, their checksums and nothing else. */
function expectDone(fake: FakeGitHub): void {
  const [release, ...others] = fake.releases.filter(({ tag_name }) => tag_name === 'v2');
  if (!release) throw new Error('there is no release');
  expect(others).toEqual([]);
  expect({ draft: release.draft, body: release.body }).toEqual({ draft: false, body: '' });
  const wanted = filesOf(versions.new());
  const sums = [...wanted].toSorted().map(([file, sum]) => `${sum}  ${file}\n`);
  expect(contentsOf(release)[`${name}-SHA256SUMS`]).toBe(sums.join(''));
  const files = release.assets.filter(({ name: file }) => file !== `${name}-SHA256SUMS`);
  expect(new Map(files.map((asset) => [asset.name, sha256(asset.content)]))).toEqual(wanted);
}

/** A start in the setting's state, with the law watched at every change. */
function watched(setting: Setting): { fake: FakeGitHub; broken: string[] } {
  const fake = new FakeGitHub({ digests: setting.digests });
  const broken: string[] = [];
  if (setting.hasOld) fill(fake.addRelease('v2'), fake);
  fake.onChange = () => void broken.push(...breaches(fake, setting));
  return { fake, broken };
}

/** The calls of a quiet run, each setting's counted once. */
const counts = new Map<Setting, Promise<number>>();

function callsOf(setting: Setting): Promise<number> {
  const count = counts.get(setting) ?? countCalls(setting);
  counts.set(setting, count);
  return count;
}

async function countCalls(setting: Setting): Promise<number> {
  const { fake, broken } = watched(setting);
  expect(await deliverTo(fake.fetch, versions.new())).toMatchObject({ status: 0 });
  expectDone(fake);
  expect(broken).toEqual([]);
  const before = fake.writes.length;
  const calls = fake.calls.length;
  await deliverTo(fake.fetch, versions.new());
  expect(fake.writes.length - before).toBe(0);
  return calls;
}

/** A run that was disturbed, then one that is not. */
async function disturbed(
  setting: Setting,
  run: (fake: FakeGitHub) => Promise<Run | 'killed'>,
): Promise<Run | 'killed'> {
  const { fake, broken } = watched(setting);
  const outcome = await run(fake);
  expect(broken).toEqual([]);
  const { status, log } = await deliverTo(fake.fetch, versions.new());
  expect({ status, log: status === 0 ? '' : log }).toEqual({ status: 0, log: '' });
  expect(broken).toEqual([]);
  expectDone(fake);
  return outcome;
}

/** What no retry gets over. */
const PERMANENT: readonly Fault[] = ['422 that nobody expects'];
const LASTING = ['500 before', 'reset after the server acted', 'truncated answer'] as const;
const every = Object.keys(faults) as Fault[];

/**
 * Each fault meets every call in a thorough run; else a kill meets every fourth, each of the others every
 * sixteenth, another one for each fault.
 */
const STRIDE = thoroughOr(1, 24);
const KILL_STRIDE = STRIDE === 1 ? 1 : 4;
const AT_ONCE = 32;
const TIMEOUT = 300_000;

let cases = 0;

/** Runs one case for each call that a quiet run makes, or each `stride`-th. */
async function atEachCall(
  setting: Setting,
  stride: number,
  first: number,
  one: (at: number) => Promise<void>,
): Promise<void> {
  const calls = await callsOf(setting);
  const places = Array.from({ length: calls }, (_, at) => at).filter((at) => at % stride === first % stride);
  for (let from = 0; from < places.length; from += AT_ONCE) {
    await Promise.all(places.slice(from, from + AT_ONCE).map(one));
  }
  cases += places.length;
}

describe.each(settings)('with $title', (setting) => {
  test.each(every)(
    'the law holds whichever call meets a %s, and the next run finishes',
    { timeout: TIMEOUT },
    async (fault) => {
      await atEachCall(setting, STRIDE, every.indexOf(fault), async (at) => {
        const outcome = await disturbed(setting, (fake) =>
          deliverTo(faultyFetch(fake.fetch, at, fault), versions.new()),
        );
        if (!PERMANENT.includes(fault)) expect({ at, outcome }).toMatchObject({ at, outcome: { status: 0 } });
      });
    },
  );

  test('the law holds whichever call the job is killed after, and the next run finishes', {
    timeout: TIMEOUT,
  }, async () => {
    await atEachCall(setting, KILL_STRIDE, 0, async (at) => {
      const outcome = await disturbed(setting, (fake) => {
        const { fetch, killed } = fetchUntilKilled(fake.fetch, at);
        return Promise.race([killed, deliverTo(fetch, versions.new())]);
      });
      expect(outcome).toBe('killed');
    });
  });

  test.each(LASTING)(
    'a %s that lasts ends with status 1, and says what was done',
    { timeout: TIMEOUT },
    async (fault) => {
      await atEachCall(setting, STRIDE, every.indexOf(fault), async (at) => {
        const outcome = await disturbed(setting, (fake) =>
          deliverTo(faultyFetch(fake.fetch, at, fault, true), versions.new()),
        );
        if (outcome === 'killed') throw new Error('nobody killed it');
        if (outcome.status === 1) expect(outcome.log).toMatch(/::error title=meshinit::.*(Done: |Nothing was changed)/);
      });
    },
  );
});

test('the cases are counted', () => {
  console.log(`release faults: ${cases} cases`);
  expect(cases).toBeGreaterThan(0);
});
