import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { bareFile, bareScript } from '../../src/host/bare-file.ts';
import { hostConfigs } from '../support/hosts.ts';
import { stackCases } from '../support/systems.ts';
import { someOf } from '../support/thorough.ts';

/** What uses most of our programs. */
const EVERYTHING = `meshinit: 1
defaults: { os: debian-12, provider: nocloud }
hosts: { host1: { address: 10.0.0.11 }, host2: { address: 10.0.0.12 } }
network: { subnet6: auto }
networks: { back: { subnet: 10.9.0.0/16 } }
containers: { web: { image: 'nginx:1.27', hosts: host1 } }
names: true
monitor: true
`;

const bared = new Map(
  [EVERYTHING, ...someOf(stackCases, 3).map(({ text }) => text)]
    .flatMap((text) => hostConfigs(text).slice(0, 1))
    .flatMap(({ files }) => files)
    .filter((file) => bareFile(file) !== file)
    .map((file) => [file.content, file]),
);
const SETTINGS = /\.(?:service|timer|conf|network|netdev|nft)$/;
const programs = [...bared.values()].filter(({ path }) => !SETTINGS.test(path));
const settings = [...bared.values()].filter(({ path }) => SETTINGS.test(path));

/** Commands as bash prints what it has understood of them: without comments. */
const understood = (text: string): string =>
  execFileSync('bash', ['-c', 'eval "program() {\n$(cat)\n}"; declare -f program'], { input: text, encoding: 'utf8' });

describe('a program without its comments', () => {
  test('is shorter, and means the same to a shell', () => {
    expect(programs.length).toBeGreaterThan(8);
    for (const file of programs) {
      const { content } = bareFile(file);
      expect(content.length, file.path).toBeLessThan(file.content.length);
      expect(understood(content), file.path).toBe(understood(file.content));
      expect(content.startsWith('#!/bin/sh\n'), file.path).toBe(file.content.startsWith('#!/bin/sh\n'));
    }
  });

  test('is what sed makes of it', () => {
    for (const file of bared.values()) {
      const made = execFileSync('sed', [bareScript(file)], { input: file.content, encoding: 'utf8' });
      expect(made, file.path).toBe(bareFile(file).content);
    }
  });
});

test('a unit or a list of settings without its comments has all other lines', () => {
  expect(settings.length).toBeGreaterThan(8);
  for (const file of settings) {
    const lines = file.content.split('\n').filter((line) => !line.trim().startsWith('#'));
    expect(bareFile(file).content, file.path).toBe(lines.join('\n'));
  }
});

test('nothing else loses a line: another’s script or unit, another language, a list', () => {
  for (const [path, content] of [
    ['/usr/local/bin/theirs', '#!/bin/sh\n# x\n'],
    ['/usr/local/sbin/meshinit-directory', '#!/usr/bin/python3\n# x\n'],
    ['/etc/meshinit/peers', '# x\n\n'],
    ['/etc/meshinit/compose.yaml', 'a: |\n  # x\n'],
    ['/etc/systemd/system/theirs.service', '# x\n'],
  ] as const) {
    const file = { path, content };
    expect(bareFile(file)).toBe(file);
    expect(bareScript(file)).toBe('');
  }
});
