import { describe, expect, test } from 'vitest';
import { breach, lawSettings } from '../../scripts/pages/law-settings.mjs';
import { compile } from '../../src/compile-with-seed.ts';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { laws } from '../../src/laws.ts';

describe.each(laws)('$code', (law) => {
  test('its wrong example breaks it, with its severity', () => {
    const { manifest, options } = breach(law);
    const found = compile(manifest, options).diagnostics.filter(({ code }) => code === law.code);
    expect(found.map(({ severity }) => severity)).toContain(law.severity);
  });

  test('its right example gives no error and does not break it', () => {
    const { diagnostics } = compile(law.right, { seed: new Uint8Array(32) });
    expect(hasErrors(diagnostics)).toBe(false);
    expect(diagnostics.map(({ code }) => code)).not.toContain(law.code);
  });
});

test('the codes are unique and in order', () => {
  const codes = laws.map(({ code }) => code as string);
  expect(codes).toEqual([...new Set(codes)].toSorted());
});

test('only laws that need a lock file or options have settings of their own', () => {
  const codes = laws.map(({ code }) => code as string);
  for (const code of Object.keys(lawSettings)) expect(codes).toContain(code);
  for (const { options } of Object.values(lawSettings)) expect(Object.keys(options)).not.toEqual([]);
});
