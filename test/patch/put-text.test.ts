import { expect, test } from 'vitest';
import { literalFile } from '../../src/document/put-call.ts';
import { bareFile, bareScript } from '../../src/host/bare-file.ts';
import frame from '../../src/host/scripts/patch-frame.sh';
import put from '../../src/host/scripts/put.sh';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

const PROGRAM = '#!/bin/sh\n# Says so.\n\necho "it is so"\n';

/** What a patch says of a program where the host has this one. */
async function said(has: string, program = PROGRAM): Promise<string> {
  const root = temporaryDirectory();
  const path = `${root}/meshinit-x`;
  writeTree(root, [{ path: 'meshinit-x', content: has, mode: 0o755 }]);
  const file = { path, mode: 0o755, content: program, origins: [] };
  const call = literalFile(file, bareScript(file));
  const script = `set -eu\n${put}${frame}\nstaged=${root}/staged\n${call}`;
  const { stdout, stderr } = await execute('dash', ['-c', script]);
  return (stdout + stderr).trim().replaceAll(root, '');
}

test('a program that differs by the lines alone that a bundle lacks is as it is to be', async () => {
  expect(await said(PROGRAM)).toBe('');
  expect(await said(bareFile({ path: '/meshinit-x', content: PROGRAM }).content)).toBe('');
});

test('any other difference is a change', async () => {
  for (const has of [
    '#!/bin/sh\necho "it is not so"\n',
    PROGRAM.replace('Says', 'Tells'),
    '#!/bin/sh\n',
    `${PROGRAM}#\n`,
  ]) {
    expect(await said(has), has).toBe('meshinit: changes /meshinit-x');
  }
  expect(await said('#!/bin/sh\ntrue\n', '#!/bin/sh\nfalse\n')).toBe('meshinit: changes /meshinit-x');
});
