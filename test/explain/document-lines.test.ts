import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { formatIds } from '../../src/document/formats/ids.ts';
import { fileLines } from '../../src/explain/document-lines.ts';
import { explain } from '../../src/explain/explain.ts';

const OS = { 'cloud-config': 'debian-12', ignition: 'flatcar', script: 'debian-12' };

test.each(formatIds)('%s: each line of each readable file is found in the document, and no other line', (format) => {
  const text = `meshinit: 1\ndefaults: { os: ${OS[format]}, provider: nocloud }\nhosts:\n  a: { address: 10.0.0.1 }\n  b: { address: 10.0.0.2 }\n`;
  const [document] = compile(text, { format, hosts: ['a'], pretty: true }).documents;
  const lines = new TextDecoder().decode(document?.content).trimEnd().split('\n');
  const found = new Map<string, string[]>();
  for (const [index, line] of lines.entries()) {
    const at = fileLines[format](lines, index + 1);
    if (at?.path === undefined) continue;
    const known = found.get(at.path) ?? [];
    found.set(at.path, known);
    if (at.line > 0) known[at.line - 1] = line.trim();
  }
  const paths = explain(text, { host: 'a' }, { format }).origins.map(({ file }) => file);
  expect(paths.filter((path) => !found.has(path))).toEqual([]);
  // A unit that others bring, around what is added to it.
  expect([...found.keys()].filter((path) => !paths.includes(path) && !path.endsWith('/docker.service'))).toEqual([]);
  if (format === 'ignition') return;
  // A text that others wrote down: the peers of this host.
  expect(found.get('/etc/meshinit/peers')?.join('\n')).toContain('10.0.0.2');
  expect(found.get('/usr/local/sbin/meshinit-mesh')?.[0]).toBe('#!/bin/sh');
  const [before, after] = [lines.findIndex((line) => line.includes('/etc/meshinit/peers')), lines.length];
  expect(fileLines[format](lines, before)?.path).not.toBe('/etc/meshinit/peers');
  expect(fileLines[format](lines, after)).toBeUndefined();
});
