import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { distinctFiles } from '../support/cases.ts';
import { withDirectives } from '../support/directives.ts';
import { execute, said } from '../support/execute.ts';
import { isScript } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

/** Shells that an old or a new system may have as /bin/sh. */
const shells = [
  { shell: 'dash', options: ['-n'] },
  { shell: 'bash', options: ['--posix', '-n'] },
  { shell: 'busybox', options: ['ash', '-n'] },
];

/** Files that a shell runs or reads. */
const files = distinctFiles(
  (file) => isScript(file) || /^\/etc\/(meshinit\/host\.conf|default\/docker|sysconfig\/.*)$/.test(file.path),
);

for (const { shell, options } of shells) {
  describe(`${shell} can read`, () => {
    const testShell = testWith(shell);
    for (const { title, content } of files) {
      testShell(title, async () => {
        expect(said(await execute(shell, options, { input: content, env: toolEnvironment }))).toBe('');
      });
    }
    testShell('and refuses an unfinished function', async () => {
      expect((await execute(shell, options, { input: 'f() {\n', env: toolEnvironment })).status).not.toBe(0);
    });
  });
}

describe('shellcheck finds nothing, style included, in', () => {
  const testShellcheck = testWith('shellcheck');
  const scripts = distinctFiles(isScript);
  for (const { title, path, host } of scripts) {
    testShellcheck(title, async () => {
      const root = temporaryDirectory();
      writeTree(
        root,
        host.files.map((file) => ({ ...file, content: withDirectives(file.content) })),
      );
      const args = ['-s', 'sh', '-S', 'style', '-x', '-P', root, join(root, path)];
      expect(said(await execute('shellcheck', args, { env: toolEnvironment })).replaceAll(root, '')).toBe('');
    });
  }
  testShellcheck('no script with an unquoted variable', async () => {
    const input = '#!/bin/sh\nset -eu\nrm $1\n';
    expect(said(await execute('shellcheck', ['-s', 'sh', '-S', 'style', '-'], { input }))).toContain('SC2086');
  });
});
