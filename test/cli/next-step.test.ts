import { describe, expect, test } from 'vitest';
import { nextStep } from '../../src/cli/next-step.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { type Call, inProcess } from './runners.ts';

test('says where the documents go at the provider, and how to see that it worked', () => {
  expect(nextStep([{ host: 'a', provider: 'hetzner' }])).toMatchInlineSnapshot(`
    "
    Next: create each machine with its document as user-data. The field for it:
      Cloud config (Hetzner Cloud)
    When they have booted: meshinit status
    To update machines that run: meshinit apply
    "
  `);
});

test('of several providers says which hosts go where, and names another manifest', () => {
  const documents = [
    { host: 'a', provider: 'aws' },
    { host: 'b', provider: 'gcp' },
    { host: 'c', provider: 'aws' },
  ] as const;
  expect(nextStep(documents, 'my cluster.yaml')).toMatchInlineSnapshot(`
    "
    Next: create each machine with its document as user-data. The field for it:
      User data (Amazon EC2): a, c
      user-data (metadata key) (Google Compute Engine): b
    When they have booted: meshinit status --manifest 'my cluster.yaml'
    To update machines that run: meshinit apply --manifest 'my cluster.yaml'
    "
  `);
});

describe('compile', () => {
  const told = async (words: readonly string[], call: Call): Promise<boolean> => {
    const cwd = temporaryDirectory();
    const content = 'meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { host1: { address: 10.0.0.11 } }\n';
    writeTree(cwd, [{ path: 'meshinit.yaml', content }]);
    const { status, stdout, stderr } = await inProcess.run(['compile', ...words], { cwd, ...call });
    expect([status, stdout.includes('Next:')]).toEqual([0, false]);
    return stderr.includes('Next: create each machine');
  };

  test('tells a person the next step', async () => {
    expect(await told([], { isInteractive: true })).toBe(true);
  });

  test.each([
    ['into a file', [], {}],
    ['in CI', [], { isInteractive: true, env: { CI: 'true' } }],
    ['to a program that reads the diagnostics', ['--diagnostics', 'json'], { isInteractive: true }],
    ['where the document itself is printed', ['--stdout', '--host', 'host1'], { isInteractive: true }],
  ])('does not tell it %s', async (_, words, call) => {
    expect(await told(words, call)).toBe(false);
  });
});
