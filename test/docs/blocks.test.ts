import { chmodSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { wordUsage } from '../../src/cli/command.ts';
import { readCommandLine } from '../../src/cli/command-line.ts';
import { commands } from '../../src/cli/commands.ts';
import { readOptions, valuesOf } from '../../src/cli/read-options.ts';
import { compile } from '../../src/compile-with-seed.ts';
import { manifestJsonSchema } from '../../src/manifest/json-schema.ts';
import { execute, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { type Block, blocksOf, pages } from './blocks.ts';

const blocks = pages.flatMap(blocksOf);
const of = (...infos: readonly string[]): Block[] => blocks.filter(({ info }) => infos.includes(info));

/** By language, what looks at its blocks; `text` is what programs print, which `npm run generate` fills in. */
const JUDGED = ['yaml', 'yaml wrong', 'yaml lock', 'sh', 'console', 'js', 'text'];

test('every block of the documentation has a language that a test knows', () => {
  expect(blocks.filter(({ info }) => !JUDGED.includes(info)).map(({ page, info }) => `${page}: ${info}`)).toEqual([]);
});

describe('YAML in the documentation', () => {
  const keys = Object.keys(manifestJsonSchema()['properties'] ?? {});
  const hosts = { host1: { address: '10.0.0.11' }, host2: { address: '10.0.0.12' }, host3: { address: '10.0.0.13' } };
  const files = {
    'base.yaml': 'defaults: { os: debian-12 }\n',
    'hosts/web.yaml': 'hosts: { web: { address: 10.0.0.21 } }\n',
  };
  const others = of('yaml').filter(({ text }) => !/^meshinit:/m.test(text));

  test('that is a part of a manifest compiles in one', () => {
    const parts = others
      .map(({ text }) => parse(text))
      .filter((part) => Object.keys(part).every((key) => keys.includes(key)));
    expect(parts.length).toBeGreaterThan(1);
    for (const part of parts) {
      const whole = { meshinit: 1, defaults: { os: 'debian-12' }, hosts, ...part };
      if (part.include) delete whole.defaults;
      const { diagnostics, documents } = compile(JSON.stringify(whole), { files });
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(documents.length).toBeGreaterThan(0);
    }
  });

  test('that is no manifest is a workflow, which the tests of the Action run, a document, or a file of Compose', () => {
    // Documents come from `npm run generate`.
    const foreign = others
      .filter(({ text }) => !text.startsWith('#cloud-config'))
      .filter(({ page, text }) => {
        const content = parse(text);
        return (
          page !== 'docs/action.md' && !Object.keys(content).every((key) => keys.includes(key)) && !content.services
        );
      });
    expect(foreign).toEqual([]);
  });
});

/** What a reader has beside meshinit. Each notes its call and does nothing. */
const PROGRAMS = [
  'meshinit',
  'npx',
  'npm',
  'node',
  'ssh',
  'docker',
  'sops',
  'age',
  'terraform',
  'gh',
  'curl',
  'sed',
  'sleep',
];
const NOTE =
  '#!/bin/sh\nfor word in "$(basename "$0")" "$@"; do printf \'%s\\0\' "$word"; done >>"$CALLS"\nprintf \'\\n\' >>"$CALLS"\n';

/** The calls of programs that a block of shell makes when bash runs it. */
async function callsOf({ page, info, text }: Block): Promise<string[][]> {
  const directory = temporaryDirectory();
  const bin = join(directory, 'bin');
  mkdirSync(bin);
  for (const name of PROGRAMS) {
    writeFileSync(join(bin, name), NOTE);
    chmodSync(join(bin, name), 0o755);
  }
  for (const name of ['sh', 'basename', 'cat', 'id']) symlinkSync(join('/usr/bin', name), join(bin, name));
  const files = ['userdata/host1.sh', 'host1.patch.sh', 'cluster.yaml', '.ssh/id_ed25519.pub', 'jobs.yaml'];
  writeTree(
    directory,
    files.map((path) => ({ path, content: '' })),
  );
  mkdirSync(join(directory, 'examples/terraform-hetzner'), { recursive: true });
  const script = info === 'console' ? [...text.matchAll(/^\$ (.*)$/gm)].map(([, line]) => line).join('\n') : text;
  const env = { PATH: bin, HOME: directory, CALLS: join(directory, 'calls') };
  const { stderr } = await execute('/usr/bin/bash', ['--norc', '-uc', script], { cwd: directory, env });
  expect(stderr, `${page}: ${text}`).toBe('');
  return readFileSync(env.CALLS, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((call) => call.split('\0').slice(0, -1));
}

/** The words after `meshinit` where the call is one. */
const ownWords = (call: readonly string[]): readonly string[] | undefined => {
  const words = call[0] === 'npx' ? call.slice(1) : call;
  return words[0] === 'meshinit' ? words.slice(1) : undefined;
};

/** @throws UsageError where the command line would refuse the words before it reads a file */
function readWords(words: readonly string[]): void {
  const line = readCommandLine(words, commands);
  const [name, ...rest] = line.words;
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) throw new Error(`there is no command ${name}`);
  readOptions(line.options, command, rest, commands);
  if (rest.length > command.takes.length && !command.takes.at(-1)?.isRepeatable) {
    throw new Error(`${name} takes ${command.takes.map(wordUsage).join(' ')}, not ${rest.join(' ')}`);
  }
}

describe('shell in the documentation', () => {
  const shell = of('sh', 'console');

  test('is run by bash, and calls meshinit as its command line wants', async () => {
    const calls = (await Promise.all(shell.map(callsOf))).flat();
    const own = calls.map(ownWords).filter((words) => words !== undefined);
    expect(own.length).toBeGreaterThan(20);
    for (const words of own) expect(() => readWords(words), words.join(' ')).not.toThrow();
  });

  test('within a sentence names commands and options that are there', () => {
    const texts = pages.flatMap((page) => [...readFileSync(page, 'utf8').matchAll(/`(?:npx )?meshinit ([^`\n]+)`/g)]);
    expect(texts.length).toBeGreaterThan(30);
    for (const [span, words = ''] of texts) {
      const line = readCommandLine(words.split(/ +/), commands);
      const [name] = line.words;
      if (name === undefined || name === 'help') continue;
      const command = commands.find((candidate) => candidate.name === name);
      expect(command, span).toBeDefined();
      if (command) expect(() => valuesOf(line.options, command, commands), span).not.toThrow();
    }
  });
});

test('JavaScript in the documentation runs with the package', async () => {
  const directory = temporaryDirectory();
  mkdirSync(join(directory, 'node_modules'));
  symlinkSync(resolve('.'), join(directory, 'node_modules/meshinit'));
  const manifest = readFileSync('examples/debian-vxlan.yaml', 'utf8');
  writeTree(directory, [{ path: 'cluster.yaml', content: manifest }]);
  // What a reader has before the lines.
  const before = `const text = ${JSON.stringify(manifest)}; const password = 'x';\n`;
  const programs = of('js');
  expect(programs.length).toBeGreaterThan(1);
  for (const { text } of programs) {
    const free = /^const .*\btext\b/m.test(text) ? '' : before;
    const outcome = await execute('node', ['--input-type=module', '-e', free + text], { cwd: directory });
    expect(said(outcome), text).toBe('');
    expect(outcome.status).toBe(0);
  }
  expect(readFileSync(join(directory, 'host1.yaml'), 'utf8')).toContain('#cloud-config');
});
