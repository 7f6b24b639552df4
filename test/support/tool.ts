import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'vitest';
import { isThorough } from './is-thorough.ts';

/** Root's programs are not on every person's path. */
const SEARCHED = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/sbin', '/usr/local/sbin'];

export const isThere = (tool: string): boolean => SEARCHED.some((directory) => existsSync(join(directory, tool)));

/** What is no program of its own. */
const SPECIAL: Readonly<Record<string, () => boolean>> = {
  root: () => process.getuid?.() === 0,
  PyYAML: () => spawnSync('python3', ['-c', 'import yaml']).status === 0,
};

/** The environment with root's programs on the path. */
export const toolEnvironment = { ...process.env, PATH: SEARCHED.join(':'), LC_ALL: 'C.UTF-8' };

export type ToolTest = (name: string, body: (context: TestContext) => Promise<void>, timeout?: number) => void;

/**
 * `test` for what a real tool judges. Without the tool such a test fails where MESHINIT_TEST_ALL=1 (the CI), and is
 * skipped and named at the end of the run elsewhere.
 * @param tools programs' names; `root` for tests that need to be root, `PyYAML` for Python's module
 */
export function testWith(...tools: readonly string[]): ToolTest {
  const missing = tools.filter((tool) => !(SPECIAL[tool]?.() ?? isThere(tool)));
  if (missing.length === 0) return (name, body, timeout) => test(name, body, timeout);
  const reason = `what ${missing.join(' and ')} would have judged, which this machine lacks`;
  if (isThorough) {
    return (name) => test(name, () => Promise.reject(new Error(`MESHINIT_TEST_ALL=1, and nothing judges ${reason}`)));
  }
  console.warn(`NOT TESTED: ${reason}`);
  return (name) => test(name, ({ skip }) => skip(reason));
}
