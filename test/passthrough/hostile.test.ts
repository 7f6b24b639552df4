import fc from 'fast-check';
import { afterAll, describe, expect } from 'vitest';
import { compile } from '../../src/compile.ts';
import { hostileText, hostileTexts } from '../support/hostile-texts.ts';
import { type CloudConfig, textOf } from '../support/hosts.ts';
import { PyYaml } from '../support/pyyaml.ts';
import { someOf, thoroughOr } from '../support/thorough.ts';
import { testWith } from '../support/tool.ts';

const testPyYaml = testWith('python3', 'PyYAML');
let started: PyYaml | undefined;
const python = (): PyYaml => {
  started ??= new PyYaml();
  return started;
};
afterAll(() => started?.end());

const mapOf = (keys: readonly string[], of: (key: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(keys.map((key) => [key, of(key)]));

const aptOf = (texts: readonly string[]): Record<string, unknown> => ({
  conf: texts[0] ?? '',
  sources: mapOf(texts, (text) => ({ source: text, key: text })),
  debconf_selections: mapOf(
    texts.map((text) => `a${text}`),
    (text) => text,
  ),
});

/** Texts wherever cloud-config takes any: as values, and as keys where keys are free. */
const cloudConfigOf = (texts: readonly string[], os: string): Record<string, unknown> => ({
  runcmd: [...texts, ...texts.map((text) => [text, 'a', text])],
  bootcmd: [...texts, ...texts.map((text) => [text])],
  write_files: texts.flatMap((text) => [
    { path: '/srv/a', content: text },
    { path: '/srv/b', owner: text, content: `x${text}` },
  ]),
  users: [
    'default',
    ...texts.map((text) => ({ name: 'a', gecos: text, passwd: text, sudo: text, ssh_authorized_keys: [text, text] })),
  ],
  ssh_authorized_keys: texts,
  ...(/^(debian|ubuntu)/.test(os) ? { apt: aptOf(texts) } : {}),
  final_message: texts[0] ?? '',
  salt_minion: { conf: { ...mapOf(texts, (text) => text), nested: [mapOf(texts, (text) => [text, 1, true, null])] } },
});

const manifestOf = (texts: readonly string[], os: string): string =>
  JSON.stringify({
    meshinit: 1,
    defaults: { os, provider: 'nocloud', cloud_config: cloudConfigOf(texts, os) },
    hosts: { a: { address: '10.0.0.11' }, b: { address: '10.0.0.12' } },
    docker: { daemon: daemonOf(texts) },
  }).replace(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const daemonOf = (texts: readonly string[]): Record<string, unknown> => ({
  labels: texts.map((text) => `a=${text}`),
  'log-opts': mapOf(texts, (text) => text),
});

const documentOf = (texts: readonly string[], os: string) => compile(manifestOf(texts, os), { hosts: ['b'] });

/** Every text that is no error at its line arrives as it is. */
async function expectArrival(texts: readonly string[], os: string): Promise<void> {
  const taken = texts.filter((text) => {
    const { documents, diagnostics } = documentOf([text], os);
    expect(
      documents.length + diagnostics.filter(({ severity, line }) => severity === 'error' && line === 1).length,
    ).toBeGreaterThan(0);
    return documents.length > 0;
  });
  expect(taken.length * 5).toBeGreaterThan(texts.length);
  const [document] = documentOf(taken, os).documents;
  if (!document) throw new Error('texts that compile one by one compile together');
  const read = (await python().read(textOf(document))) as CloudConfig;
  for (const [key, wanted] of Object.entries(cloudConfigOf(taken, os))) {
    const found = read[key];
    expect(Array.isArray(wanted) && Array.isArray(found) ? found.slice(-wanted.length) : found).toEqual(wanted);
  }
  const daemon = read.write_files.find(({ path }) => path === '/etc/docker/daemon.json')?.content ?? '';
  expect(JSON.parse(daemon)).toMatchObject(daemonOf(taken));
}

describe('a text of the manifest arrives on the host byte for byte, or is an error at its line', () => {
  testPyYaml('at every place that takes any text', async () => {
    await expectArrival(someOf(hostileTexts, 40), 'debian-12');
  });

  testPyYaml('whatever the texts and the system', async () => {
    const systems = fc.constantFrom('debian-12', 'centos-7', 'ubuntu-24.04', 'rocky-9', 'amazon-linux-2023');
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(hostileText, { minLength: 10, maxLength: 30 }), systems, expectArrival),
      {
        numRuns: thoroughOr(30, 2),
      },
    );
  });
});
