import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { diff } from '../../src/diff/diff.ts';
import { readDocument } from '../../src/document/read-document.ts';
import { heldSecrets } from '../../src/secrets/held-secrets.ts';
import { compiled, filesOf } from '../support/hosts.ts';

const base64 = (text: string | Uint8Array): string => Buffer.from(text).toString('base64');
const manifest = (os: string, rest: string): string =>
  `meshinit: 1\ndefaults: { os: ${os}, provider: nocloud }\n${os === 'centos-7' ? 'allow: { MI0652: old }\n' : ''}hosts: { a: { address: 10.0.0.1 }, b: { address: 10.0.0.2 } }\n${rest}\n`;

describe.each(['debian-12', 'ubuntu-14.04', 'centos-7', 'flatcar'])('on %s', (os) => {
  test.each([
    'log-opts: { splunk-token: 11111111-2222-3333-4444-hunter2 }',
    'registry-mirrors: ["https://me:hunter2@mirror.example.com"]',
    'labels: ["password=hunter2"]',
  ])('a secret among the options of Docker makes the document its owner’s: %s', (daemon) => {
    const text = manifest(os, `docker: { daemon: { ${daemon} } }`);
    const [document] = compiled(text).documents;
    expect(document?.secret).toBe(true);
    expect(readDocument(document?.content ?? new Uint8Array())?.isSecret()).toBe(true);
    expect(heldSecrets(text)).not.toEqual([]);
    const file = document && filesOf(document).find(({ content }) => content.includes('hunter2'));
    expect(file?.mode).toBe(0o600);
  });

  test('options without one leave it to everybody', () => {
    const text = manifest(os, 'docker: { daemon: { dns: [10.0.0.53] } }');
    const [document] = compiled(text).documents;
    expect(document?.secret).toBe(false);
    expect(readDocument(document?.content ?? new Uint8Array())?.isSecret()).toBe(false);
  });
});

test('both sides of a difference are shown without their secrets, and what else changed is', () => {
  const daemon = (token: string, mtu: number): string =>
    manifest('debian-12', `docker: { daemon: { log-opts: { splunk-token: ${token} }, shutdown-timeout: ${mtu} } }`);
  for (const [before, after] of [
    [daemon('hunter2-old', 1), manifest('debian-12', '')],
    [manifest('debian-12', ''), daemon('hunter2-new', 1)],
    [daemon('hunter2-old', 1), daemon('hunter2-new', 77)],
  ] as const) {
    const { hosts } = diff({ text: before, lock: undefined }, { text: after, lock: undefined });
    const told = JSON.stringify(hosts);
    expect(told).toContain('splunk-token');
    expect(told).not.toContain('hunter2');
    if (after.includes('77')) expect(told).toContain('77');
  }
});

test('a packed file with a secret is found in a document that was downloaded', () => {
  const packed = base64(gzipSync(Buffer.from('export DB_PASSWORD=hunter2\n')));
  const document = `#cloud-config\nwrite_files:\n- { path: /a, encoding: gz+b64, content: ${packed} }\n`;
  expect(readDocument(Buffer.from(document))?.isSecret()).toBe(true);
});

const snapshots = readdirSync('snapshots', { recursive: true, encoding: 'utf8' }).filter((name) =>
  /\.(yaml|sh|ign)$/.test(name),
);

/** Documents of examples whose hosts have a key, of a certificate. */
const KEYED = /^debian-(?:store|swarm)\/\w+\.yaml$/;

test.each(snapshots)('what meshinit itself writes holds no secret but a host’s key: %s', (name) => {
  expect(readDocument(readFileSync(`snapshots/${name}`))?.isSecret() ?? false).toBe(KEYED.test(name));
});
