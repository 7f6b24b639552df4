import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { exampleNamed, examples } from './support/examples.ts';
import { compiled, hostConfigs, textOf } from './support/hosts.ts';
import { stackCases } from './support/systems.ts';

interface Snapshot {
  readonly path: string;
  readonly content: string;
}

/** JSON in many lines, for people: an Ignition document. */
const SHOWN = { pretty: true };

/** A document as the command line writes it, and each planned file by itself: below the host's name, at its path. */
const ofExamples: readonly Snapshot[] = examples.flatMap(({ name, text, lock }) => [
  ...compiled(text, { lock, ...SHOWN }).documents.map((document) => ({
    path: `snapshots/${name}/${document.name}`,
    content: textOf(document),
  })),
  ...hostConfigs(text, { lock }).flatMap(({ plan, files }) =>
    files.map(({ path, content }) => ({ path: `snapshots/${name}/${plan.node.name}${path}`, content })),
  ),
]);

/** The first host's document of every system with each of its stacks: its files are readable in it. */
const ofSystems: readonly Snapshot[] = stackCases.flatMap(({ os, stack, text }) =>
  compiled(text, SHOWN)
    .documents.slice(0, 1)
    .map((document) => ({
      path: `snapshots/systems/${document.name.replace(document.host, `${os}-${stack}`)}`,
      content: textOf(document),
    })),
);

const snapshots = [...ofExamples, ...ofSystems];

for (const { path, content } of snapshots) {
  test(`${path} is what meshinit makes`, async () => {
    await expect(content).toMatchFileSnapshot(`../${path}`);
  });
}

const stored = (): string[] =>
  readdirSync('snapshots', { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .toSorted();

test('every file under snapshots/ belongs to an example or a system: none is left over', () => {
  const expected = new Set(snapshots.map(({ path }) => path));
  expect(stored().filter((path) => !expected.has(path))).toEqual([]);
});

test('every example has its snapshots', () => {
  const directories = new Set(stored().map((path) => dirname(path).split('/')[1]));
  expect(examples.map(({ name }) => name).filter((name) => !directories.has(name))).toEqual([]);
  expect(examples.length).toBeGreaterThanOrEqual(4);
});

/** Those with a provider that takes more than the smallest user-data. */
const LARGE: readonly string[] = ['containers-vxlan', 'debian-evpn', 'debian-routed', 'debian-store', 'debian-swarm'];

test('an example’s document is plain text that fits into any provider’s user-data, or into its own’s where it has more parts', () => {
  for (const { name, text, lock } of examples) {
    for (const { host, packing, limit } of compiled(text, { lock }).documents) {
      expect(`${name} ${host} ${packing}`).toBe(`${name} ${host} readable`);
      expect(limit === 16_384 || LARGE.includes(name)).toBe(true);
    }
  }
});

test('README’s example leaves a third of the smallest user-data to what people add: ssh keys, packages, further networks', () => {
  const { text, lock } = exampleNamed('debian-vxlan');
  for (const { bytes } of compiled(text, { lock }).documents) expect(bytes).toBeLessThanOrEqual(11_500);
});

test('an example’s lock file is up to date', () => {
  // Of no seed: whoever takes an example makes one, and an authority or keys of another would be in the way.
  const options = { keys: undefined, isTrial: true, frozen: true };
  for (const { text, lock } of examples) expect(compiled(text, { lock, ...options }).lock).toBe(lock);
});
