import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { BUNDLE, runners } from './runners.ts';

const { text } = exampleNamed('debian-vxlan');
const running: ChildProcessWithoutNullStreams[] = [];
afterEach(() => {
  for (const child of running.splice(0)) child.kill('SIGKILL');
});

/** A watching program, and what it says until some text comes. */
function watching(directory: string) {
  const child = spawn(process.execPath, [BUNDLE, 'compile', '--watch'], { cwd: directory, env: { NO_COLOR: '1' } });
  running.push(child);
  let said = '';
  let read = 0;
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  return {
    child,
    async says(wanted: string): Promise<string> {
      while (!said.slice(read).includes(wanted)) await new Promise((resolve) => setTimeout(resolve, 20));
      const found = said.slice(read);
      read = said.length;
      return found;
    },
  };
}

test('compiles again when the manifest changes, says what that is to each host, and outlives a mistake', async () => {
  const directory = temporaryDirectory();
  const file = join(directory, 'meshinit.yaml');
  writeTree(directory, [{ path: 'meshinit.yaml', content: text }]);
  const { child, says } = watching(directory);
  expect(await says('watching meshinit.yaml')).toContain('userdata/host1.yaml');

  writeFileSync(file, text.replace('10.0.0.13', '10.0.0.99'));
  expect(await says('host3  patch')).toContain('link vxlan2 to host3 leads elsewhere');
  expect(readFileSync(join(directory, 'userdata/host1.yaml'), 'utf8')).toContain(' 10.0.0.99 ');

  writeFileSync(file, text.replace('10.0.0.13', '10.0.0.12'));
  expect(await says('1 error')).toContain('10.0.0.12');
  expect(readFileSync(join(directory, 'userdata/host1.yaml'), 'utf8')).toContain(' 10.0.0.99 ');

  // As editors write: another file is put in its place.
  writeFileSync(`${file}.new`, `${text}  host4: { address: 10.0.0.14 }\n`);
  renameSync(`${file}.new`, file);
  expect(await says('host4  new')).toContain('link vxlan3 to host4 added');
  expect(readFileSync(join(directory, 'meshinit.lock'), 'utf8')).toContain('host4');

  writeFileSync(file, `# A comment.\n${text}  host4: { address: 10.0.0.14 }\n`);
  await says('no host changes');

  child.kill('SIGINT');
  expect(await once(child, 'exit')).toEqual([130, null]);
});

test.each(runners)('with $name cannot watch standard input, nor print', async ({ run }) => {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'meshinit.yaml', content: text }]);
  expect(await run(['compile', '-', '--watch'], { cwd: directory, stdin: text })).toMatchObject({ status: 2 });
  expect(await run(['compile', '--watch', '--stdout'], { cwd: directory })).toMatchObject({ status: 2 });
  const { status, stderr } = await run(['compile', 'missing.yaml', '--watch'], { cwd: directory });
  expect(status).toBe(2);
  expect(stderr.match(/cannot read missing.yaml/g)).toHaveLength(1);
});
