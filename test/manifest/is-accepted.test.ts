import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { isAccepted } from '../../src/manifest/is-accepted.ts';
import { acceptedForm } from '../../src/manifest/json-schema.ts';
import { manifestSchema } from '../../src/manifest/schema.ts';

/** Manifests of a folder as values; what is no YAML is left out. */
const valuesIn = (folder: string): unknown[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((name) => {
      try {
        return [parse(readFileSync(`${folder}/${name}`, 'utf8'), { merge: true, logLevel: 'silent' })];
      } catch {
        return [];
      }
    });

const corpus = valuesIn('test/corpus');
const examples = valuesIn('examples');

/** Values that stand for what a place does not expect, or not quite. */
const STRANGE: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 65_535, 65_536, 2 ** 53, Number.NaN, Infinity],
  ...['', ' ', 'none', 'auto', 'vxlan', '10.0.0.0/8', 'x'.repeat(70), '8080:80', 'é'],
  ...[[], [''], ['host1', 'host2'], [['host1', 'host2']], [['a', 'b', 'c']], {}, { kind: 'gre' }, { '': '' }],
];

/** Every value that differs from this one in one place: replaced, or with one more key or entry. */
function* variants(value: unknown): Generator<unknown> {
  yield* STRANGE;
  if (Array.isArray(value)) {
    for (const extra of STRANGE) yield [...value, extra];
    for (const [index, item] of value.entries()) for (const one of variants(item)) yield value.with(index, one);
  } else if (typeof value === 'object' && value !== null) {
    for (const extra of STRANGE) yield { ...value, surplus: extra };
    for (const [key, inner] of Object.entries(value)) {
      const { [key]: _, ...rest } = value as Record<string, unknown>;
      yield rest;
      for (const one of variants(inner)) yield { ...value, [key]: one };
    }
  }
}

describe('what is accepted before the schema is asked', () => {
  test('is by a form that was made from the schema', () => {
    expect(JSON.parse(readFileSync('schemas/accepted.json', 'utf8'))).toEqual(acceptedForm());
  });

  test('is nothing that the schema refuses, and the same to it', () => {
    let accepted = 0;
    for (const value of [...corpus, ...examples, ...examples.flatMap((example) => [...variants(example)])]) {
      if (!isAccepted(value)) continue;
      accepted += 1;
      expect(manifestSchema.parse(value)).toEqual(value);
    }
    expect(accepted).toBeGreaterThan(1000);
  });

  test('is what the schema accepts, unless it looks by more than a form', () => {
    const refused = [...corpus, ...examples].filter((value) => !isAccepted(value));
    const right = refused.filter((value) => manifestSchema.safeParse(value).success);
    // A health check's first word and a WireGuard key are looked at by functions.
    for (const value of right) expect(JSON.stringify(value)).toMatch(/"test":|"public_key":/);
  });

  test('has no key that changes what an object is', () => {
    const value = JSON.parse('{"meshinit":1,"hosts":{},"docker":{"daemon":{"__proto__":{"a":1}}}}');
    expect(isAccepted(value)).toBe(false);
    expect(isAccepted(Object.create({ meshinit: 1, hosts: {} }))).toBe(false);
  });
});
