import { expect, test } from 'vitest';
import { check, compile } from '../src/compile.ts';
import { keysFrom } from '../src/keys/keys-from.ts';
import { examples } from './support/examples.ts';
import { cloudConfigOf, compiled, filesOf, hostConfigs, isScript } from './support/hosts.ts';
import { manifestOf, mixedCluster, pairwise, someCombinations, titleOf } from './support/matrix.ts';

test('whatever a manifest combines of what its system takes, it compiles', () => {
  for (const combination of someCombinations(60)) {
    const { diagnostics, documents } = compile(manifestOf(combination));
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    expect(`${titleOf(combination)}: ${errors.map(({ message }) => message).join('; ')}`).toBe(
      `${titleOf(combination)}: `,
    );
    expect(documents.map(({ host }) => host)).toEqual(['host1', 'host2', 'host3', 'host4']);
  }
});

test('the matrix meets every pair of its values in few clusters', () => {
  expect(pairwise().length).toBeGreaterThan(10);
  expect(pairwise().length).toBeLessThan(40);
});

const clusters = [mixedCluster, ...pairwise().slice(0, 12).map(manifestOf)];

test('a document reads back as the files that were planned', () => {
  for (const text of clusters) {
    const configs = hostConfigs(text);
    for (const [index, document] of compiled(text).documents.entries()) {
      const planned = configs[index]?.files.map(({ path, mode, content }) => ({ path, mode, content })) ?? [];
      expect(filesOf(document).slice(0, planned.length)).toEqual(planned);
    }
  }
});

test('every planned file names manifest paths that it came from', () => {
  for (const config of clusters.flatMap((text) => hostConfigs(text))) {
    expect(config.files.filter(({ origins }) => origins.length === 0).map(({ path }) => path)).toEqual([]);
  }
});

test('every file is planned once on its host, at an absolute path, and ends with a line', () => {
  for (const { files } of clusters.flatMap((text) => hostConfigs(text))) {
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
    for (const { path, content } of files) {
      expect(path).toMatch(/^\/(etc|usr\/local)\/[\w@./-]+$/);
      expect(content.endsWith('\n')).toBe(true);
      expect(content).not.toMatch(/undefined|\[object|NaN|[ \t]+$/m);
    }
  }
});

test('every script stops at the first fault and at an unset variable', () => {
  for (const { files } of clusters.flatMap((text) => hostConfigs(text))) {
    for (const file of files.filter((candidate) => isScript(candidate) && candidate.content.startsWith('#!'))) {
      expect(`${file.path} ${file.content.includes('\nset -eu\n')} ${file.mode.toString(8)}`).toBe(
        `${file.path} true 755`,
      );
    }
  }
});

test('no document holds a path of this machine, a version or a date', () => {
  for (const { documents } of examples.map(({ text, lock }) => compiled(text, { lock }))) {
    for (const document of documents) {
      const text = JSON.stringify(cloudConfigOf(document));
      expect(text).not.toContain(process.cwd());
      expect(text).not.toMatch(/meshinit[ /@-]?v?\d+\.\d+|20[2-9]\d-\d\d-\d\d/);
    }
  }
});

test('with an error there is no document, no plan and no lock', () => {
  const { diagnostics, ...rest } = compile('meshinit: 1\nhosts: { h1: { address: 10.0.0.300, os: debian-12 } }\n');
  expect(diagnostics.map(({ code, line }) => `${code} ${line}`)).toEqual(['MI0301 2']);
  expect(rest).toEqual({ documents: [] });
});

test('check says what compile says', () => {
  const keys = keysFrom(new Uint8Array(32));
  for (const { text, lock } of examples) {
    expect(check(text, { lock })).toEqual(compile(text, { lock, keys }).diagnostics);
  }
  expect(check('meshinit: 2\n')).toEqual(compile('meshinit: 2\n').diagnostics);
});

test('documents are made for the hosts asked for alone, and are the same as together', () => {
  const all = compiled(mixedCluster).documents;
  const { documents, lock } = compiled(mixedCluster, { hosts: ['new', 'nobody'] });
  expect(documents).toEqual(all.filter(({ host }) => host === 'new'));
  expect(lock).toBe(compiled(mixedCluster).lock);
});
