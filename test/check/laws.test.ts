import { describe, expect, test } from 'vitest';
import { checkLaws } from '../../src/check/laws.ts';
import { hasErrors } from '../../src/diagnostics/diagnostic.ts';
import { manifestLaws } from '../../src/manifest/laws.ts';
import { codesOf, diagnose } from './diagnose.ts';

describe.each(checkLaws)('$code', (law) => {
  test('its wrong example breaks it, and no other law but by a warning', () => {
    const found = diagnose(law.wrong);
    expect(found.map(({ code }) => code)).toContain(law.code);
    const others = found.filter(({ code }) => code !== law.code);
    expect(others.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const { code, severity } of found) if (code === law.code) expect(severity).toBe(law.severity);
  });

  test('its right example gives no error and does not break it', () => {
    expect(hasErrors(diagnose(law.right))).toBe(false);
    expect(codesOf(law.right)).not.toContain(law.code);
  });

  test('its title and explanation are sentences', () => {
    expect(law.title).toMatch(/\.$/);
    expect(law.explanation).toMatch(/\.$/);
    expect(law.right.endsWith('\n') && law.wrong.endsWith('\n')).toBe(true);
  });
});

test('the codes are in order, unique, and those of warnings begin at MI0650', () => {
  const codes = checkLaws.map(({ code }) => code as string);
  expect(codes).toEqual([...new Set(codes)].toSorted());
  const taken = new Set<string>(manifestLaws.map(({ code }) => code));
  expect(codes.filter((code) => taken.has(code))).toEqual([]);
  for (const { code, severity } of checkLaws) {
    if (severity === 'warning') expect(code >= 'MI0650').toBe(true);
  }
});

test("the contract's own manifest, with systems that are there, has nothing to say against it", () => {
  const three = ['defaults: { os: debian-12, provider: hetzner }', 'hosts:'];
  const hosts = [11, 12, 13].map((last) => `  host${last - 10}: { address: 10.0.0.${last} }`);
  expect(diagnose(['meshinit: 1', 'name: demo', ...three, ...hosts, ''].join('\n'))).toEqual([]);
  expect(diagnose('meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { host1: { address: 10.0.0.11 } }\n')).toEqual([]);
});
