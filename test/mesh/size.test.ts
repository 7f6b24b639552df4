import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { diff } from '../../src/diff/diff.ts';
import { thoroughTest } from '../support/thorough.ts';

const manifest = (count: number, network = ''): string => {
  const hosts = Array.from(
    { length: count },
    (_, index) => `  h${index}: { address: 192.168.${index >> 8}.${index & 255} }\n`,
  );
  return `meshinit: 1\ndefaults: { os: debian-12, provider: nocloud }\nnetwork: { subnet: 10.0.0.0/8, slice: /23${network} }\nhosts:\n${hosts.join('')}`;
};

const ROUTED = ', layout: routed';

thoroughTest('a full mesh of ten thousand hosts is refused before its fifty million links are made', () => {
  const { diagnostics, documents } = compile(manifest(10_000));
  expect(documents).toEqual([]);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
    { code: 'MI0506', line: 4, column: 1, message: expect.stringContaining('49,995,000 links among 10,000 hosts') },
  ]);
});

thoroughTest('ten thousand routed hosts have a route to each other, and one more is too many', () => {
  const { cluster, documents } = compile(manifest(10_000, ROUTED), { hosts: ['h7'] });
  expect(cluster?.networks[0]).toMatchObject({ linkCount: 49_995_000 });
  expect(cluster?.networks[0].members[7]?.links).toHaveLength(9999);
  const text = new TextDecoder().decode(documents[0]?.content);
  expect(text).toContain('192.168.39.15 10.0.39.16 h9999');
  expect(compile(manifest(10_001, ROUTED)).diagnostics.filter(({ severity }) => severity === 'error')).toMatchObject([
    {
      code: 'MI0506',
      message: expect.stringContaining('50,005,000 links among 10,001 hosts; the maximum is 50,000,000'),
    },
  ]);
});

thoroughTest('what is hidden of ten thousand routed hosts makes no link either, before somebody asks', () => {
  const text = manifest(10_000, ROUTED).replace('{ address: 192.168.0.1 }', '{ address: { $secret: ONE } }');
  const { cluster, diagnostics } = compile(text, { hosts: [], values: { ONE: '192.168.0.1' } });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const [mesh] = cluster?.networks ?? [];
  expect(mesh).toMatchObject({ linkCount: 49_995_000 });
  const [first] = mesh?.members[0]?.links ?? [];
  expect(first).toMatchObject({ peer: { name: 'h1' }, remote: { address: { text: '•••' } } });
});

test('where all links are listed, two thousand routed hosts are the most', () => {
  const side = { text: manifest(2001, ROUTED), lock: undefined };
  const { diagnostics } = diff(side, side);
  expect(diagnostics.after).toMatchObject([
    {
      code: 'MI0506',
      message: expect.stringContaining('2,001,000 links among 2,001 hosts; the maximum is 2,000,000'),
      hint: expect.stringContaining('take 50,000,000'),
    },
  ]);
});

test('the most links are still planned', () => {
  expect(compile(manifest(3), { mostLinks: 3 }).documents).toHaveLength(3);
});
