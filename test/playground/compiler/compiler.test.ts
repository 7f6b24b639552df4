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

test('with what a manifest refers to, the page has the documents of the command line; places tell their file', () => {
  const manifest =
    'meshinit: 1\ninclude: [base.yaml]\nhosts:\n  a: { address: { $env: A }, cloud_config: { password: { $secret: pw } } }\n';
  const base = 'defaults: { os: debian-12 }\nhosts:\n  b: { address: 10.0.0.2 }\n';
  const inputs = { files: { 'base.yaml': base }, env: { A: '10.0.0.1' }, values: 'pw: correct-horse\n' };
  const { compiler, outcome } = compiled({ text: manifest, inputs });
  expect(outcome.diagnostics).toEqual([]);
  expect(outcome.isSecret).toBe(true);
  const { documents } = compile(manifest, inputs);
  for (const { host, content } of documents) expect(text(compiler.download(host).bytes)).toBe(text(content));
  expect(text(compiler.download('a').bytes)).toContain('correct-horse');
  expect(JSON.stringify([outcome, compiler.view('b', '/etc/meshinit/peers')])).not.toContain('correct-horse');
  const { origins } = compiler.view('b');
  expect(origins.flatMap(({ places }) => places).some(({ file, line }) => file === 'base.yaml' && line === 3)).toBe(
    true,
  );
  const pinned = { text: manifest, lock: outcome.lock, inputs };
  const moved = { ...inputs, files: { 'base.yaml': base.replace('debian-12', 'debian-13') } };
  const { changes } = compiled({ text: manifest, inputs: moved, pinned }).outcome;
  expect(changes?.hosts.map(({ verdict }) => verdict)).toEqual(['rebuild', 'rebuild']);
});

test('hints are those that somebody in a page can follow', () => {
  const manifest =
    'meshinit: 1\ninclude: [base.yaml]\ndefaults: { os: { $env: OS } }\nhosts:\n  a: { address: 10.0.0.1 }\n';
  const { diagnostics } = compiled({ text: manifest }).outcome;
  expect(diagnostics.map(({ code }) => code)).toEqual(['MI0901', 'MI0905']);
  for (const { hint } of diagnostics) expect(hint).toContain('run: meshinit play');
  const played = compiled({ text: manifest, inputs: {} }).outcome.diagnostics;
  expect(played.some(({ hint }) => hint.includes('run: meshinit play'))).toBe(false);
  const plain = 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  a: { address: 10.0.0.1 }\n';
  const { lock } = compiled({ text: plain }).outcome;
  const renamed = compiled({ text: `name: other\n${plain}`, pinned: { text: plain, lock } }).outcome.diagnostics;
  expect(renamed.map(({ code, hint }) => [code, hint.includes('unpin')])).toEqual([['MI0511', true]]);
});

test('a fault in an included file names that file, and nothing is mended in the manifest for it', () => {
  const manifest = 'meshinit: 1\ninclude: [base.yaml]\ndefaults: { os: debian-12 }\n';
  const inputs = { files: { 'base.yaml': 'hosts:\n  b: { adress: 10.0.0.2 }\n' } };
  const [fault] = compiled({ text: manifest, inputs }).outcome.diagnostics;
  expect(fault).toMatchObject({ file: 'base.yaml', line: 2, fixes: [] });
  expect(fault?.hint).toContain('address');
});
