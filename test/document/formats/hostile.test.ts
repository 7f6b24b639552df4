import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { literalFile } from '../../../src/document/put-call.ts';
import put from '../../../src/host/scripts/put.sh';
import { execute, said } from '../../support/execute.ts';
import { hostileText, hostileTexts } from '../../support/hostile-texts.ts';
import { hostConfigs } from '../../support/hosts.ts';
import { filesOfIgnition, ignitionText } from '../../support/ignition.ts';
import { someOf, thoroughOr } from '../../support/thorough.ts';
import { testWith, toolEnvironment } from '../../support/tool.ts';

const RUNS = thoroughOr(20, 1);

const testDash = testWith('dash', 'gzip', 'base64', 'root');
const testIgnition = testWith('ignition-validate');

/** No shell's variable holds a NUL, and no file of meshinit's either. */
const withoutNul = (texts: readonly string[]): string[] => texts.filter((text) => !text.includes('\0'));

async function expectWritten(texts: readonly string[]): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'meshinit-'));
  try {
    const files = texts.map((content, index) => ({
      path: join(directory, `${index}`),
      mode: 0o644,
      content,
      origins: [['docker']],
    }));
    const script = `set -eu\nfresh=\nchanged=\ngive_up() { exit 1; }\n${put}\n${files.map((file) => literalFile(file)).join('')}`;
    const outcome = await execute('dash', [], { input: script, env: toolEnvironment });
    expect(`${outcome.status} ${said(outcome)}`).toBe('0 ');
    for (const { path, content } of files) expect(readFileSync(path).equals(Buffer.from(content)), content).toBe(true);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

describe('what a script writes with dash is byte for byte what was meant', () => {
  testDash('of every hostile text', () => expectWritten(someOf(withoutNul(hostileTexts), 20)));

  testDash('whatever the texts', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(hostileText, { minLength: 10, maxLength: 30 }).map(withoutNul), expectWritten),
      { numRuns: RUNS },
    );
  });
});

const mapOf = (texts: readonly string[]): Record<string, string> =>
  Object.fromEntries(texts.map((text) => [`k${text}`, text]));

async function expectIgnition(texts: readonly string[]): Promise<void> {
  const manifest = JSON.stringify({
    meshinit: 1,
    defaults: { os: 'fedora-coreos' },
    hosts: { a: { address: '10.0.0.11' }, b: { address: '10.0.0.12' } },
    docker: { daemon: { labels: texts, 'log-opts': mapOf(texts) } },
  }).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const [config] = hostConfigs(manifest);
  if (!config) throw new Error('there is no host');
  const users = texts.map((text, index) => ({ name: `u${index}`, gecos: text, passwordHash: text }));
  const document = ignitionText(config, { passwd: { users } });
  const outcome = await execute('ignition-validate', ['-'], { input: document, env: toolEnvironment });
  expect(`${outcome.status}: ${said(outcome).trim()}`).toBe('0: ');
  expect(JSON.parse(document).passwd.users).toEqual(users);
  const daemon = filesOfIgnition(document).find(({ path }) => path === '/etc/docker/daemon.json')?.content ?? '';
  expect(JSON.parse(daemon)).toMatchObject({ labels: texts, 'log-opts': mapOf(texts) });
}

describe('ignition-validate takes every text, and it stands in the document as it was', () => {
  testIgnition('of every hostile text', () => expectIgnition(hostileTexts));

  testIgnition('whatever the texts', async () => {
    await fc.assert(fc.asyncProperty(fc.uniqueArray(hostileText, { maxLength: 10 }), expectIgnition), {
      numRuns: 2 * RUNS,
    });
  });
});
