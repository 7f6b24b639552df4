import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { bundleOf } from '../../src/document/bundle.ts';
import { distinctFiles } from '../support/cases.ts';
import { withDirectives } from '../support/directives.ts';
import { execute, said } from '../support/execute.ts';
import { hostConfigs, isScript } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { someOf } from '../support/thorough.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

/** Shells that an old or a new system may have as /bin/sh. */
const shells = [
  { shell: 'dash', options: ['-n'] },
  { shell: 'bash', options: ['--posix', '-n'] },
  { shell: 'busybox', options: ['ash', '-n'] },
];

/** A process of Node.js's costs more than the shell that it starts, so each looks at many. */
const PER_PROCESS = 60;

/** Files that a shell runs or reads. */
const files = someOf(
  distinctFiles(
    (file) => isScript(file) || /^\/etc\/(meshinit\/host\.conf|default\/docker|sysconfig\/.*)$/.test(file.path),
  ),
  60,
);

for (const { shell, options } of shells) {
  describe(`${shell} can read`, () => {
    const testShell = testWith(shell);
    for (let from = 0; from < files.length; from += PER_PROCESS) {
      const some = files.slice(from, from + PER_PROCESS);
      testShell(`files ${from + 1} to ${from + some.length}`, async () => {
        const root = temporaryDirectory();
        writeTree(
          root,
          some.map(({ content }, index) => ({ path: `${index}`, content })),
        );
        const call = `cd '${root}'; for file in $(seq 0 ${some.length - 1}); do ${shell} ${options.join(' ')} "$file" 2>&1 || echo "$file: refused"; done`;
        const titles = some.map(({ title }, index) => `${index}: ${title}`);
        expect(said(await execute('sh', ['-c', call], { env: toolEnvironment })), titles.join('\n')).toBe('');
      });
    }
    testShell('and refuses an unfinished function', async () => {
      expect((await execute(shell, options, { input: 'f() {\n', env: toolEnvironment })).status).not.toBe(0);
    });
  });
}

describe('shellcheck finds nothing, style included, in', () => {
  const testShellcheck = testWith('shellcheck');
  for (const { title, path, host } of someOf(distinctFiles(isScript), 5)) {
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
  testShellcheck('the bundle of a compact document', async () => {
    const [config] = hostConfigs('meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { a: { address: 10.0.0.1 } }\n');
    if (!config) throw new Error('there is no host');
    const input = bundleOf(config).content;
    const args = ['-s', 'sh', '-S', 'style', '-'];
    expect(said(await execute('shellcheck', args, { input, env: toolEnvironment }))).toBe('');
  });
  testShellcheck('no script with an unquoted variable', async () => {
    const input = '#!/bin/sh\nset -eu\nrm $1\n';
    expect(said(await execute('shellcheck', ['-s', 'sh', '-S', 'style', '-'], { input }))).toContain('SC2086');
  });
});
