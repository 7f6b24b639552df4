import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { oses } from '../../../src/os/oses.ts';
import { codesOf, said } from '../diagnose.ts';

test.each(oses.map(({ id, names }) => ({ id, can: names !== undefined })))('$id: $can', ({ id, can }) => {
  const codes = codesOf(twoHosts('names: true\n', id));
  expect(codes.includes('MI0627')).toBe(!can);
});

test('declared containers ask for names, and names: false is what to say where a system has none', () => {
  const containers = "containers: { web: { image: 'box:1', hosts: host1 } }\n";
  expect(said(twoHosts(containers, 'flatcar'))).toBe(
    [
      '2:17 error MI0627: flatcar, the system of hosts.host1, hosts.host2, cannot run the resolver for names; systems that can: SYSTEMS',
      '  hint: Set names: false, or use another system. Declared containers find each other by links, too.',
      '  6:1: declared containers are found by name, unless names is false',
    ]
      .join('\n')
      .replace('SYSTEMS', oses.flatMap((os) => ('names' in os && os.names ? [os.id] : [])).join(', ')),
  );
  expect(codesOf(twoHosts(`names: false\n${containers}`, 'flatcar'))).not.toContain('MI0627');
  // A wrong value is one fault, not two.
  expect(codesOf(twoHosts(`names: maybe\n${containers}`, 'flatcar'))).not.toContain('MI0627');
});

test('a system that cannot says so', () => {
  for (const os of oses) {
    const { cannot = [] }: { readonly cannot?: readonly string[] } = os;
    expect([os.id, cannot.some((line) => line.startsWith('`names`'))]).toEqual([os.id, os.names === undefined]);
  }
});
