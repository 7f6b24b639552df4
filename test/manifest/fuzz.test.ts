import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import { compile } from '../../src/compile.ts';
import type { Place } from '../../src/diagnostics/diagnostic.ts';
import { formatDiagnostics } from '../../src/diagnostics/formats.ts';

const folder = new URL('../../examples/', import.meta.url);
const examples = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => readFileSync(new URL(file, folder), 'utf8'));

/** `FUZZ_RUNS=20000 npx vitest run test/manifest/fuzz` looks further; `npm test` wants to be quick, and the same each time. */
const numRuns = Number(process.env['FUZZ_RUNS'] ?? 150);
const seed = Number(process.env['FUZZ_SEED'] ?? 20_151_106);
/** In ms. A compilation of an example takes about 10, on a busy machine ten times that. */
const MOST_TIME = 20_000;

/** Whatever the text is: no exception, every place inside it, no long wait; documents or errors, never neither. */
function compilesOrExplains(text: string): void {
  const start = performance.now();
  const { diagnostics, documents } = compile(text);
  const picture = formatDiagnostics('pretty', diagnostics, {
    file: 'meshinit.yaml',
    text,
    color: false,
    tool: { version: '0' },
    laws: [],
  });
  expect(performance.now() - start).toBeLessThan(MOST_TIME);
  const lines = text.split('\n');
  for (const diagnostic of diagnostics) {
    for (const place of [diagnostic, ...diagnostic.related]) expect(isInside(place, lines)).toBe(true);
    expect(diagnostic.message).not.toBe('');
    expect(diagnostic.message).not.toMatch(/\n|undefined|\[object|YAML\.|implicit|flow sequence/);
  }
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error');
  expect(documents.length > 0).toBe(!hasErrors);
  expect(picture === '').toBe(diagnostics.length === 0);
}

function isInside({ line, column, length }: Place, lines: readonly string[]): boolean {
  const text = lines[line - 1];
  return text !== undefined && column >= 1 && column <= text.length + 1 && length >= 1;
}

const example = fc.constantFrom(...examples);
const position = fc.double({ min: 0, max: 1, noNaN: true });
/** What means something to YAML, to JavaScript, to a shell or to a manifest. */
const scrap = fc.oneof(
  fc.constantFrom(...'{}[]:,#&*!|>@`"\'%-?\t\n\r \\\0\u0085\u2028\ufeff\ud800~=<'),
  fc.constantFrom(
    '---\n',
    '<<: *a',
    '&a ',
    '*a',
    '!!binary ',
    '!x ',
    '{{',
    '__proto__: ',
    '1e400',
    '0x',
    '\n  - ',
    '\r\n',
  ),
  fc.constantFrom('constructor', 'null', '2001-01-01', '.nan', '::1', '10.0.0.11', '/18', 'docker: ', 'tls: ', '$(x)'),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const edit = fc.record({ at: position, remove: fc.nat(12), insert: fc.oneof(scrap, fc.constant('')) });

function edited(text: string, { at, remove, insert }: { at: number; remove: number; insert: string }): string {
  const from = Math.floor(at * text.length);
  return text.slice(0, from) + insert + text.slice(from + remove);
}

/** What may stand in the place of any node. */
const value = fc.oneof(
  fc.constantFrom(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    Number.POSITIVE_INFINITY,
    2 ** 60,
    '',
    'none',
    '10.0.0.11',
    'host1',
    '/18',
    'mesh',
    'debian-12',
  ),
  fc.string({ unit: 'binary' }),
  fc.jsonValue({ maxDepth: 3 }),
);
const mutation = fc.record({
  at: position,
  kind: fc.constantFrom('replace', 'remove', 'rename', 'wrap', 'repeat'),
  value,
  name: fc.oneof(fc.constantFrom('os', 'address', 'links', 'star', '__proto__', 'constructor', '0', ''), fc.string()),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer One> ? One : never;

/** Every place of a tree: where a mutation can put something else. */
function placesOf(node: unknown): { parent: Record<string, unknown>; key: string }[] {
  if (typeof node !== 'object' || node === null) return [];
  const parent = node as Record<string, unknown>;
  return Object.keys(parent).flatMap((key) => [{ parent, key }, ...placesOf(parent[key])]);
}

function mutate(tree: unknown, { at, kind, value: put, name }: Mutation): void {
  const places = placesOf(tree);
  const place = places[Math.min(Math.floor(at * places.length), places.length - 1)];
  if (!place) return;
  const { parent, key } = place;
  const old = parent[key];
  if (kind === 'replace') parent[key] = put;
  if (kind === 'wrap') parent[key] = [old];
  if (kind === 'repeat') parent[key] = [old, structuredClone(old), put];
  if (kind === 'remove' || kind === 'rename') delete parent[key];
  if (kind === 'rename')
    Object.defineProperty(parent, name, { value: old, enumerable: true, configurable: true, writable: true });
}

describe('a manifest that somebody damaged', () => {
  test('by single characters is compiled or explained', () => {
    const text = fc.tuple(example, fc.array(edit, { minLength: 1, maxLength: 4 }));
    fc.assert(
      fc.property(text, ([start, edits]) => compilesOrExplains(edits.reduce(edited, start))),
      { seed, numRuns },
    );
  });

  test('by whole values and keys is compiled or explained', () => {
    const tree = fc.tuple(example, fc.array(mutation, { minLength: 1, maxLength: 3 }), fc.boolean());
    fc.assert(
      fc.property(tree, ([start, mutations, isFlow]) => {
        const root: unknown = parse(start);
        for (const one of mutations) mutate(root, one);
        compilesOrExplains(stringify(root, isFlow ? { collectionStyle: 'flow' } : {}));
      }),
      { seed, numRuns },
    );
  });

  test('beyond recognition is explained', () => {
    const text = fc.array(scrap, { maxLength: 30 }).map((scraps) => scraps.join(''));
    fc.assert(fc.property(text, compilesOrExplains), { seed, numRuns: numRuns * 3 });
  });
});
