import { expect, test } from 'vitest';
import { example } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

const manifest = (container: string, names = true): string =>
  example(
    ['host1: { address: 10.0.0.11 }', 'db: { address: 10.0.0.12 }'],
    `network: { docker: mesh }\nnames: ${names}\ncontainers:\n  ${container}\n`,
  );

test('a container and an alias that have a host’s name are told at the container, with the host', () => {
  expect(said(manifest("db: { image: 'mongo:7', hosts: host1 }"))).toBe(
    [
      "9:3 error MI0436: a container has the name of host 'db'",
      '  hint: Rename one of the two.',
      '  5:3: the host db',
    ].join('\n'),
  );
  expect(said(manifest("web: { image: 'nginx:1', hosts: host1, networks: { mesh: { aliases: [db] } } }"))).toContain(
    "9:3 error MI0436: an alias of container web has the name of host 'db'",
  );
});

test('they may without names', () => {
  expect(codesOf(manifest("db: { image: 'mongo:7', hosts: host1 }", false))).toEqual([]);
});
