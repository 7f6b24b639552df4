import { expect, test } from 'vitest';
import { check } from '../../src/compile.ts';
import { formatDiagnostics } from '../../src/diagnostics/formats.ts';
import { maskManifest } from '../../src/secrets/mask-manifest.ts';
import { thoroughOr } from '../support/thorough.ts';

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('');
const HEAD = 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { a: { address: 10.0.0.1 } }\n';
const inCloudConfig = (body: string): string =>
  `meshinit: 1\ndefaults:\n  os: debian-12\n  cloud_config:\n${body}hosts: { a: { address: 10.0.0.1 } }\n`;
const command = (text: string): string => inCloudConfig(`    runcmd: [ '${text}' ]\n`);

/** Manifests of any size that make somebody go through the same text, or the same list, again and again. */
const families: Readonly<Record<string, (size: number) => string>> = {
  'words of a token': (size) => command('token-'.repeat(size * 5)),
  'words apart': (size) => command('token password '.repeat(size)),
  'half addresses': (size) => command('://a:b@'.repeat(size)),
  'open quotes after names': (size) => command('pass:"'.repeat(size)),
  'pipes into passwd': (size) => command('echo x|passwd '.repeat(size)),
  'pairs for chpasswd': (size) => command(`chpasswd ${'a:b '.repeat(size)}`),
  'keys without an end': (size) => command('-----BEGIN PRIVATE KEY-----'.repeat(size)),
  'blanks before a colon': (size) => command(`x${' '.repeat(size * 5)}:y`),
  'open quotes of a shell': (size) => command('\\"x '.repeat(size)),
  'a command of many words': (size) => inCloudConfig(`    runcmd:\n      - [${'-p, word, '.repeat(size)}x]\n`),
  'unknown keys': (size) => HEAD + lines(size, (index) => `k${index}: x\n`),
  'unknown keys of a host': (size) =>
    `meshinit: 1\nhosts:\n  a:\n    address: 10.0.0.1\n${lines(size, (index) => `    k${index}: x\n`)}`,
  'keys that are there twice': (size) =>
    HEAD + lines(size, (index) => `k${index}: x\n`) + lines(size, (index) => `k${index}: x\n`),
  'unknown keys of cloud-config': (size) => inCloudConfig(lines(size, (index) => `    k${index}: x\n`)),
  aliases: (size) => HEAD + lines(size, (index) => `k${index}: &a${index} password${index}\nz${index}: *a${index}\n`),
  comments: (size) => inCloudConfig(`${lines(size, (index) => `    # password: word${index}\n`)}    packages: [a]\n`),
  'options of Docker': (size) =>
    `${HEAD}docker: { daemon: {${lines(size, (index) => `k${index}: "token=abc${index}", `)}} }\n`,
  'a value that a published pattern is held against': (size) =>
    inCloudConfig(`    swap: { size: "${'1'.repeat(size * 20)}x" }\n`),
  'what is no YAML': (size) => `${HEAD}x: [\n${lines(size, (index) => `password: |\n  a${index}\n`)}`,
};

/** In milliseconds. */
function timeOf(text: string): number {
  const begin = performance.now();
  const diagnostics = check(text);
  formatDiagnostics('pretty', diagnostics, { file: 'm.yaml', text, color: false, tool: { version: '0' }, laws: [] });
  // Its result is remembered for one text alone.
  maskManifest(`${text}\n`);
  return performance.now() - begin;
}

/** Other work on the machine only adds: the first of three that is short enough tells, else the shortest. */
function bestTimeOf(text: string, enough: number): number {
  let best = timeOf(text);
  for (let tries = 1; tries < 3 && best >= enough; tries += 1) best = Math.min(best, timeOf(text));
  return best;
}

/** A quadratic part of a small constant shows in the larger texts alone. */
const SIZE = thoroughOr(1000, 200);
/** Eight times the text takes eight times as long; a quadratic part 64 times. What a run costs besides is added to both. */
const GROWTH = 8;
const OVERHEAD = 60;

test.each(Object.entries(families))(
  '%s take time in proportion to their number',
  (_, family) => {
    const small = Math.min(timeOf(family(SIZE)), timeOf(family(SIZE)));
    const most = (small + OVERHEAD) * GROWTH * 2.5;
    expect(bestTimeOf(family(SIZE * GROWTH), most)).toBeLessThan(most);
  },
  60_000,
);
