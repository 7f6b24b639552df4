import { expect, test } from 'vitest';
import { nextStep } from '../../src/cli/next-step.ts';

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
