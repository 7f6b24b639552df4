import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import ajvDraft4 from 'ajv-draft-04';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import published from '../../schemas/third-party/cloud-config-22.4.2.schema.json' with { type: 'json' };
import { cloudConfigFaults, cloudConfigKeys } from '../../src/document/cloud-config-schema.ts';
import { SchemaJudge } from '../../src/document/json-schema.ts';
import { thoroughOr } from '../support/thorough.ts';
import { errorsOf, manifestOf } from './manifest.ts';
import { rights } from './right.ts';

const root = new URL('../../schemas/third-party/', import.meta.url);

describe('the schema that is carried', () => {
  test('is Debian’s, byte for byte, and its README says so', () => {
    const bytes = readFileSync(new URL('cloud-config-22.4.2.schema.json', root));
    const sum = createHash('sha256').update(bytes).digest('hex');
    expect(sum).toBe('5b66b595fff85f4098f1cf1212e801e13b83026381155ef6df455247052272ef');
    const row = readFileSync(new URL('README.md', root), 'utf8')
      .split('\n')
      .find((line) => line.includes('cloud-config-22.4.2'));
    expect(row).toMatch(/22\.4\.2.*GPL-3.*Apache-2\.0/);
    const installed = '/usr/lib/python3/dist-packages/cloudinit/config/schemas/schema-cloud-config-v1.json';
    if (existsSync(installed)) expect(readFileSync(installed).equals(bytes)).toBe(true);
  });

  test('knows the keys that people use, and cloud-init reads some besides', () => {
    const keys = cloudConfigKeys();
    expect(keys.length).toBeGreaterThan(120);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toEqual(
      expect.arrayContaining(['users', 'write_files', 'merge_how', 'output', 'system_info', 'growpart']),
    );
    expect(keys).not.toContain('network');
  });
});

describe('what is right is passed in silence', () => {
  test.each(rights)('$name', ({ value }) => {
    expect(cloudConfigFaults(value)).toEqual([]);
    expect(errorsOf(manifestOf(value))).toEqual([]);
  });

  test('all that cloud-init takes besides its schema is refused by that, or it need not be said', () => {
    const judge = new SchemaJudge(published);
    for (const { name, value, isPublished } of rights) {
      expect(`${name}: ${judge.faultsOf(value).length === 0}`).toBe(`${name}: ${isPublished}`);
    }
  });
});

/** Without formats, in which ours are looser on purpose. */
const withoutFormats = JSON.parse(JSON.stringify(published), (key, value) =>
  key === 'format' && typeof value === 'string' ? undefined : value,
);

const RUNS = thoroughOr(3000, 750);

describe('the verdict is ajv’s', () => {
  const judge = new SchemaJudge(withoutFormats);
  const validate = new ajvDraft4.default({ strict: false, validateFormats: false }).compile(withoutFormats);

  test('of all that is right', () => {
    for (const { name, value } of rights) {
      expect(`${name}: ${judge.faultsOf(value).length === 0}`).toBe(`${name}: ${validate(value)}`);
    }
  });

  test('of anything that right ones become by one change or a few', () => {
    const values = rights.map(({ value }) => value);
    let wrong = 0;
    fc.assert(
      fc.property(fc.constantFrom(...values), fc.array(changes, { minLength: 1, maxLength: 3 }), (value, steps) => {
        const changed = steps.reduce<unknown>((current, step) => change(current, step), value);
        const faults = judge.faultsOf(changed);
        if (faults.length > 0) wrong += 1;
        expect(faults.length === 0).toBe(validate(changed));
      }),
      { numRuns: RUNS },
    );
    expect(wrong).toBeGreaterThan(RUNS / 3);
  });
});

interface Change {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'rename' | 'twice';
  readonly by: unknown;
}

const changes: fc.Arbitrary<Change> = fc.record({
  at: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'rename', 'twice'),
  by: fc.constantFrom<unknown[]>(
    null,
    true,
    false,
    0,
    7,
    -1,
    1.5,
    '',
    'x',
    'now',
    'auto',
    [],
    ['x'],
    [[]],
    [1, 'x'],
    {},
    { name: 'x' },
    { path: 'x' },
  ),
});

/** A copy in which one node is changed; every node of the tree can be the one. */
function change(value: unknown, step: Change): unknown {
  const copy = structuredClone(value);
  const nodes: { parent: Record<string, unknown> | unknown[]; key: string | number }[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const keys = Array.isArray(node) ? node.keys() : Object.keys(node);
    for (const key of keys) {
      nodes.push({ parent: node as unknown[], key });
      walk((node as Record<string | number, unknown>)[key]);
    }
  };
  walk(copy);
  const { parent, key } = nodes[step.at % Math.max(1, nodes.length)] ?? {};
  if (parent === undefined || key === undefined) return step.by;
  const map = parent as Record<string | number, unknown>;
  if (step.how === 'replace') map[key] = step.by;
  else if (Array.isArray(parent))
    parent.splice(
      Number(key),
      step.how === 'remove' ? 1 : 0,
      ...(step.how === 'remove' ? [] : [step.how === 'twice' ? parent[Number(key)] : step.by]),
    );
  else if (step.how === 'rename') map[`${key}x`] = map[key];
  if (!Array.isArray(parent) && step.how !== 'replace' && step.how !== 'twice') delete map[key];
  return copy;
}

test('a keyword or a format that is not known is a fault of ours, never passed over', () => {
  expect(() => new SchemaJudge({ contains: {} }).faultsOf([])).toThrow('contains');
  expect(() => new SchemaJudge({ format: 'email' }).faultsOf('x')).toThrow('email');
  expect(() => new SchemaJudge({ $ref: '#/$defs/x' }).faultsOf('x')).toThrow('#/$defs/x');
});
