import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { someOf, thoroughTest } from '../support/thorough.ts';

const start = 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 10.0.0.11 }\n';
const times = (text: string, characters: number): string => text.repeat(Math.ceil(characters / text.length));
const levels = (count: number): string =>
  Array.from({ length: count }, (_, depth) => `${' '.repeat(depth)}a:\n`).join('');

/** Texts that are large, deep or odd on purpose, and the codes that they are refused with. */
const texts: readonly (readonly [string, () => string, readonly string[]])[] = [
  ['10,000 open brackets', () => '['.repeat(10_000), ['MI0108']],
  ['2,000 levels of indentation', () => levels(2_000), ['MI0108']],
  ['10 MB of one value', () => `${start}name: ${times('x', 1e7)}\n`, ['MI0205']],
  ['10 MB of line ends', () => times('\n', 1e7), ['MI0108']],
  ['10 MB of anchors', () => times('&a ', 1e7), ['MI0108']],
  ['10 MB of NUL', () => times('\0', 1e7), ['MI0101']],
  ['10 MB of half characters', () => times('\ud800', 1e7), ['MI0101']],
  ['2 MB of half addresses', () => `${start}name: ${times('http://a?', 2e6)}\n`, ['MI0205', 'MI0206']],
  ['a key of 1 MB', () => `${start}network: { ${'k'.repeat(1e6)}: 1 }\n`, ['MI0201']],
  [
    'a host name of 1 MB',
    () => `meshinit: 1\nhosts: { ${'h'.repeat(1e6)}: { address: 10.0.0.11, os: debian-12 } }\n`,
    ['MI0206'],
  ],
  ['a number of 1 MB', () => `${start}network: { mtu: ${'9'.repeat(1e6)} }\n`, ['MI0205']],
  ['10,000 equal keys', () => start + times('network: {}\n', 120_000), ['MI0103']],
  ['a date', () => `${start}network: { mtu: 2001-01-01 }\n`, ['MI0203']],
  ['a directive for YAML 1.1', () => `%YAML 1.1\n---\n${start}network: { masquerade: yes }\n`, ['MI0203']],
  ['a set', () => `${start}network: !!set { mtu }\n`, ['MI0107']],
  ['a byte order mark and nothing else', () => '\ufeff', ['MI0106']],
  ['nothing', () => '', ['MI0106']],
];

test.each(someOf(texts, 6))('%s is refused within seconds', (_, text, codes) => {
  const begin = performance.now();
  const { diagnostics } = compile(text());
  expect(performance.now() - begin).toBeLessThan(25_000);
  expect([...new Set(diagnostics.map(({ code }) => code))]).toEqual(codes);
});

describe('a byte order mark', () => {
  test('before a manifest changes nothing', () => {
    expect(compile(`\ufeff${start}`).documents).toEqual(compile(start).documents);
  });
});

thoroughTest('10,000 faulty hosts are told of within seconds, each at its line', () => {
  const hosts = Array.from({ length: 10_000 }, (_, index) => `  host${index}: { adress: 10.0.0.1 }\n`);
  const begin = performance.now();
  const { diagnostics } = compile(`meshinit: 1\nhosts:\n${hosts.join('')}`);
  expect(performance.now() - begin).toBeLessThan(25_000);
  expect(diagnostics.map(({ line }) => line)).toEqual(hosts.map((_, index) => index + 3));
});
