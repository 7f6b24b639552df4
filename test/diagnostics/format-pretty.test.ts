import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { placeOf, print, relatedTo, sampleDiagnostic, twinAddress, twins } from './sample.ts';

const first = { line: 1, column: 1, length: 1 };

describe('the text around the picture', () => {
  test('a diagnostic has a place, a message, a picture and a hint, and all are counted', () => {
    expect(print('pretty', [twinAddress], { text: twins })).toBe(`\
mesh.yaml:5:21: error MI0401: hosts.host2 and hosts.host1 have the same address 10.0.0.11
  4 |   host1: { address: 10.0.0.11 }
    |                     --------- hosts.host1 has it first
  5 |   host2: { address: 10.0.0.11 }
    |                     ^^^^^^^^^
    hint: Each host needs its own address.

1 error, 0 warnings
`);
  });

  test('diagnostics are parted by an empty line', () => {
    const warning = sampleDiagnostic(placeOf(twins, 'debian-12'), {
      code: 'MI0901',
      severity: 'warning',
      message: 'debian-12 is old',
    });
    expect(print('pretty', [warning, sampleDiagnostic(placeOf(twins, 'host1'))], { text: twins })).toBe(`\
mesh.yaml:2:17: warning MI0901: debian-12 is old
  2 | defaults: { os: debian-12 }
    |                 ^^^^^^^^^

mesh.yaml:4:3: error MI0401: it is wrong
  4 |   host1: { address: 10.0.0.11 }
    |   ^^^^^

1 error, 1 warning
`);
  });

  test('further lines of a message or hint are indented', () => {
    const diagnostic = sampleDiagnostic(first, { message: 'one\ntwo', hint: 'three\nfour\n' });
    expect(print('pretty', [diagnostic], { text: 'x' })).toBe(`\
mesh.yaml:1:1: error MI0401: one
    two
  1 | x
    | ^
    hint: three
          four

1 error, 0 warnings
`);
  });

  test('what the manifest or the file name brings in never reaches the terminal as a command', () => {
    const diagnostic = sampleDiagnostic(first, {
      message: 'no \u001b[2J',
      hint: '\u0007',
      related: [{ ...first, message: '\u009b2J' }],
    });
    expect(print('pretty', [diagnostic], { text: '\u001b[2J', file: '\u001b.yaml' })).toBe(`\
␛.yaml:1:1: error MI0401: no ␛[2J
  1 | ␛[2J
    | ^ \ufffd2J
    hint: ␇

1 error, 0 warnings
`);
  });
});

describe('the number of diagnostics', () => {
  const many = (count: number, severity: Diagnostic['severity']): Diagnostic[] =>
    Array.from({ length: count }, (_, index) => sampleDiagnostic({ ...first, column: index + 1 }, { severity }));

  test('a hundred are shown', () => {
    const text = print('pretty', many(100, 'error'));
    expect(text.match(/^mesh\.yaml/gm)).toHaveLength(100);
    expect(text).toMatch(/100: error MI0401: it is wrong\n\n100 errors, 0 warnings\n$/);
  });

  test('the rest is counted', () => {
    const text = print('pretty', many(103, 'error'));
    expect(text.match(/^mesh\.yaml/gm)).toHaveLength(100);
    expect(text).toMatch(/\n\n\.\.\. and 3 more: 3 errors, 0 warnings\n\n103 errors, 0 warnings\n$/);
  });

  test('a warning never takes the place of an error', () => {
    const text = print('pretty', [...many(120, 'warning'), sampleDiagnostic(first, { code: 'MI0999' })]);
    expect(text).toMatch(/1:99: warning .*\n\nmesh\.yaml:1:1: error MI0999: it is wrong\n\n\.\.\. and 21 more: 0 err/);
  });
});

describe('related places that are not drawn', () => {
  test('places outside the text are notes', () => {
    expect(print('pretty', [twinAddress], { text: '' })).toBe(`\
mesh.yaml:5:21: error MI0401: hosts.host2 and hosts.host1 have the same address 10.0.0.11
    note: mesh.yaml:4:21: hosts.host1 has it first
    hint: Each host needs its own address.

1 error, 0 warnings
`);
  });

  test('more than eight are counted', () => {
    const text = Array.from({ length: 10 }, (_, index) => `host${index}`).join('\n');
    const related = Array.from({ length: 9 }, (_, index) => relatedTo(text, `host${index + 1}`, 0, 'also'));
    const printed = print('pretty', [sampleDiagnostic(first, { related })], { text });
    expect(printed.match(/----- also/g)).toHaveLength(8);
    expect(printed).toContain('\n    note: and 1 more place\n');
  });
});

describe('colour', () => {
  test('is given where it is asked for', () => {
    const printed = print('pretty', [twinAddress], { text: twins, color: true });
    expect(printed.split('\n').slice(0, 3)).toEqual([
      '\u001b[1mmesh.yaml:5:21:\u001b[22m \u001b[1m\u001b[31merror MI0401\u001b[39m\u001b[22m' +
        '\u001b[1m: hosts.host2 and hosts.host1 have the same address 10.0.0.11\u001b[22m',
      '\u001b[34m  4 |\u001b[39m   host1: { address: 10.0.0.11 }',
      '\u001b[34m    |\u001b[39m                     \u001b[36m---------\u001b[39m \u001b[36mhosts.host1 has it first\u001b[39m',
    ]);
  });

  test('changes nothing else', () => {
    const codes = /\p{Cc}\[\d+m/gu;
    const warning = { ...twinAddress, severity: 'warning' } as const;
    const printed = print('pretty', [twinAddress, warning], { text: twins, color: true });
    expect(printed.replace(codes, '')).toBe(print('pretty', [twinAddress, warning], { text: twins }));
  });
});

test('any text with any places prints without a fault or a control character', () => {
  const place = { line: fc.integer({ min: 1, max: 6 }), column: fc.integer({ min: 1, max: 500 }), length: fc.nat(500) };
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 600 }),
    fc.string({ unit: fc.constantFrom('a', '\t', '\n', '\r\n', '中', '👩‍👩‍👧', '\ud800', '\u0301'), maxLength: 600 }),
  );
  const related = fc.array(fc.record({ ...place, message: fc.string({ unit: 'binary' }) }), { maxLength: 5 });
  fc.assert(
    fc.property(text, fc.record({ ...place, related }), (source, changes) => {
      const printed = print('pretty', [sampleDiagnostic(first, changes)], { text: source });
      expect(printed.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      expect(printed).not.toMatch(/ $/m);
      expect(printed).toMatch(/\n\n1 error, 0 warnings\n$/);
    }),
  );
});
