import { expect, test } from 'vitest';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { runners } from './runners.ts';

test('diff of two directories hides the values of both sides', async () => {
  const [inProcess] = runners;
  const cwd = temporaryDirectory();
  writeTree(cwd, [
    {
      path: 'm.yaml',
      content:
        'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: { $secret: a } }\n  host2: { address: 10.0.0.2 }\n',
    },
    { path: 'old.yaml', content: 'a: 10.99.88.77\n' },
    { path: 'new.yaml', content: 'a: 10.99.88.78\n' },
  ]);
  for (const side of ['old', 'new'])
    await inProcess?.run(['compile', 'm.yaml', '-o', side, '--values', `${side}.yaml`], { cwd });
  const call = ['diff', 'old', 'new', '--text', '--values', 'new.yaml', '--old-values', 'old.yaml'];
  const { stdout, status } = (await inProcess?.run(call, { cwd })) ?? {};
  expect(status).toBe(0);
  expect(stdout).toContain('•••');
  expect(stdout).not.toContain('10.99.88');
});
