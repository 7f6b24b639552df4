import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { checkManifest } from '../../src/check/check.ts';
import { example } from '../../src/check/example.ts';
import { rules } from '../../src/check/rules.ts';
import { readManifest } from '../../src/manifest/manifest.ts';
import { parseManifest } from '../../src/manifest/parse.ts';
import { thoroughTest } from '../support/thorough.ts';
import { codesOf, diagnose, said } from './diagnose.ts';

test('all mistakes of a manifest are told at once, in its order', () => {
  const found = diagnose(
    example(
      ['host1: { address: 127.0.0.1, slice: 10.0.0.0/24 }', 'host2: { address: 10.0.0.12, bridge: br0 }'],
      'network: { tunnel: { kind: gre, port: 1 } }\ndocker: { listen: mesh }\n',
    ),
  );
  expect(found.map(({ code, line }) => `${line} ${code}`)).toEqual([
    '4 MI0301',
    '4 MI0404',
    '5 MI0303',
    '6 MI0307',
    '7 MI0609',
  ]);
});

const examples = new URL('../../examples/', import.meta.url);

test.each(readdirSync(examples).filter((file) => file.endsWith('.yaml')))('%s has no fault and no warning', (file) => {
  expect(said(readFileSync(new URL(file, examples), 'utf8'))).toBe('');
});

test('a value that the schema refused, or the map around it, is no further fault to any rule', () => {
  const hosts = ['host1: { address: 10.0.0.11, slice: 10.77.64.0/18, bridge: 10.77.64.1 }'];
  expect(codesOf(example(hosts, 'network: { subnet: [10.77.0.0/16] }\n'))).toEqual(['MI0203']);
  expect(codesOf(example(hosts, 'network: 10.77.0.0/16\n'))).toEqual(['MI0204']);
});

test('every rule reports its own law alone, so that its code is the place to look', () => {
  expect(new Set(rules.map(({ law }) => law.code)).size).toBe(rules.length);
});

thoroughTest('ten thousand hosts with every kind of pin and link are checked in seconds', () => {
  const count = 10_000;
  const hosts = Array.from({ length: count }, (_, index) => {
    const [high, low] = [index >> 8, index & 255];
    return `h${index}: { address: 10.${high}.${low}.1, slice: 172.${16 + (high >> 4)}.${(high & 15) * 16 + (low >> 4)}.${(low & 15) * 16}/28, bridge: 172.31.${high}.${low} }`;
  });
  const links = Array.from({ length: count }, (_, index) => `[h${index}, g${index}]`);
  const text = example(
    hosts,
    `network: { subnet: 172.16.0.0/12, slice: /28, topology: { links: [${links.join(', ')}] } }\n`,
  );
  const { input, broken, reporter } = parseManifest(text);
  if (!input) throw new Error('the manifest has the right shape');
  // The processor's time, not the clock's: other tests run beside this one.
  const start = process.cpuUsage();
  checkManifest(readManifest(input), broken, reporter);
  expect(process.cpuUsage(start).user / 1e6).toBeLessThan(15);
  expect(reporter.list().length).toBeGreaterThan(count);
});
