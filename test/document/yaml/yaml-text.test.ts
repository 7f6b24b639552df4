import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlText } from '../../../src/document/yaml/yaml-text.ts';
import { hostileText, hostileTexts } from '../../support/hostile-texts.ts';
import { PyYaml } from '../../support/pyyaml.ts';
import { someOf, thoroughOr } from '../../support/thorough.ts';
import { testWith } from '../../support/tool.ts';

const testPyYaml = testWith('python3', 'PyYAML');
let started: PyYaml | undefined;
const python = (): PyYaml => {
  started ??= new PyYaml();
  return started;
};
afterAll(() => started?.end());

/** Whole numbers that JavaScript keeps, and others of every size. */
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Number.isInteger(value)),
);

const { value } = fc.letrec((tie) => ({
  leaf: fc.oneof({ weight: 6, arbitrary: hostileText }, number, fc.boolean(), fc.constant(null)),
  list: fc.array(tie('value'), { maxLength: 4 }),
  map: fc.dictionary(hostileText, tie('value'), { maxKeys: 4 }),
  value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie('leaf'), tie('list'), tie('map')),
}));

/** Where a text can stand, and what comes behind it. */
const places = (text: string): unknown[] => [
  { key: text, next: 1 },
  { [text]: 'value', next: 1 },
  { [text]: [text], last: { [text]: { [text]: text } } },
  [text, [text, [text]], { [text]: [text] }, text],
  [[[text]], [], {}, text],
];

describe('what is written is what is read', () => {
  testPyYaml('by Python’s yaml, of 3.10 and of today, wherever a text stands', async () => {
    for (const text of someOf(hostileTexts, 15)) {
      for (const place of places(text)) {
        const written = yamlText(place as object);
        expect(await python().differs(written, place), written).toBeNull();
      }
    }
  });

  testPyYaml('by Python’s yaml, whatever the value', async () => {
    await fc.assert(
      fc.asyncProperty(value, async (inner) => {
        const written = yamlText({ value: inner });
        expect(await python().differs(written, { value: inner }), written).toBeNull();
      }),
      { numRuns: thoroughOr(3000, 150) },
    );
  });

  test('by YAML 1.2 and 1.1 of JavaScript, which diff and explain read with', () => {
    fc.assert(
      fc.property(value, (inner) => {
        const written = yamlText({ value: inner });
        expect(parse(written)).toEqual({ value: inner });
        expect(parse(written, { version: '1.1' })).toEqual({ value: inner });
      }),
      { numRuns: thoroughOr(1000, 300) },
    );
  });
});

describe('a document is as a person would write it', () => {
  test.each([
    [
      { path: '/etc/motd', permissions: '0644', content: 'Hello.\n\n  An indented line.\n' },
      "path: /etc/motd\npermissions: '0644'\ncontent: |\n Hello.\n\n   An indented line.\n",
    ],
    [
      { runcmd: ['systemctl enable --now a', ['a', '-b', '--c=d']] },
      'runcmd:\n- systemctl enable --now a\n- - a\n  - -b\n  - --c=d\n',
    ],
    [{ a: {}, b: [], c: null, d: true, e: 1.5, f: 1e-7 }, 'a: {}\nb: []\nc: null\nd: true\ne: 1.5\nf: 1.0e-7\n'],
    [
      { a: 'yes', b: '12:30', c: '"q"', d: "it's", e: 'größe', f: '172.17.0.0/16' },
      'a: "yes"\nb: "12:30"\nc: \'"q"\'\nd: it\'s\ne: größe\nf: 172.17.0.0/16\n',
    ],
    [{ a: 'x\n\n', b: 'x\ny' }, 'a: |+\n x\n\nb: |-\n x\n y\n'],
    [[{ a: 1, b: 2 }, []], '- a: 1\n  b: 2\n- []\n'],
    [{}, '{}\n'],
  ])('%j', (given, written) => {
    expect(yamlText(given)).toBe(written);
  });

  test('and no value that YAML 1.1 lacks gets into one', () => {
    expect(() => yamlText({ a: Number.POSITIVE_INFINITY })).toThrow('finite');
    expect(() => yamlText({ a: undefined })).toThrow('undefined');
  });
});
