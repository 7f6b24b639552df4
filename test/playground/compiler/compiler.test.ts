import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { compile } from '../../../src/compile.ts';
import { Compiler } from '../../../src/playground/compiler/compiler.ts';
import { holdsSecretText } from '../../../src/playground/compiler/holds-secret.ts';
import type { Outcome, Subject } from '../../../src/playground/compiler/messages.ts';
import { examples } from '../../support/examples.ts';

function compiled(subject: Subject): { compiler: Compiler; outcome: Outcome } {
  const compiler = new Compiler();
  return { compiler, outcome: compiler.finish(compiler.begin(subject)) };
}

const text = (bytes: Uint8Array | undefined): string => new TextDecoder().decode(bytes);

test.each(examples)('$name: every line of every text has an origin in the manifest', ({ text: manifest }) => {
  const { compiler, outcome } = compiled({ text: manifest });
  const last = manifest.split('\n').length;
  for (const { host } of outcome.documents) {
    const document = compiler.view(host);
    for (const view of [document, ...document.files.map((path) => compiler.view(host, path))]) {
      expect(view.origins).toHaveLength(view.text.replace(/\n$/, '').split('\n').length);
      for (const { places } of view.origins) {
        expect(places.length).toBeGreaterThan(0);
        expect(places.every(({ line }) => line <= last)).toBe(true);
      }
    }
  }
});

test('the page gets the documents that the library makes', async () => {
  const [example] = examples;
  const { compiler, outcome } = compiled({ text: example?.text ?? '' });
  const { documents, lock } = compile(example?.text ?? '');
  expect(outcome.documents.map(({ name, bytes }) => [name, bytes])).toEqual(
    documents.map(({ name, bytes }) => [name, bytes]),
  );
  const files = unzipSync((await compiler.archive()).bytes);
  for (const { name, content } of documents) expect(text(files[`userdata/${name}`])).toBe(text(content));
  expect(text(files['centos.lock'])).toBe(lock);
  expect(text(files['userdata/SHA256SUMS'])).toMatch(/^(?:[0-9a-f]{64} {2}\S+\n){3}$/);
});

test('a wrong manifest has diagnostics with fixes, and nothing else', () => {
  const { outcome } = compiled({ text: 'meshinit: 1\nhosts:\n  a: { adress: 10.0.0.1, os: debian-12 }\n' });
  expect(outcome).toMatchObject({ isPartial: false, documents: [], isSecret: false });
  expect(outcome.diagnostics.flatMap(({ fixes }) => fixes.map(({ label }) => label))).toContain('Change to address');
  expect(outcome.mesh).toBeUndefined();
});

test('in doubt a text holds a secret', () => {
  const host = (rest: string): string => `meshinit: 1\nhosts:\n  a: { address: 10.0.0.1, ${rest} }\n`;
  expect(holdsSecretText(host('os: debian-12'))).toBe(false);
  expect(holdsSecretText(host('cloud_config: { password: hunter2 }'))).toBe(true);
  expect(holdsSecretText(host('cloud_config: { password: hunter2'))).toBe(true);
  expect(holdsSecretText('-----BEGIN PRIVATE KEY-----\nabc\n')).toBe(true);
});
