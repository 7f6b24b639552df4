import { describe, expect } from 'vitest';
import { hostCases } from '../support/cases.ts';
import { schemaSays } from '../support/cloud-init-schema.ts';
import { textOf } from '../support/hosts.ts';
import { testWith } from '../support/tool.ts';

const testSchema = testWith('cloud-init');

// A cluster's documents differ in their numbers alone; an example's are all judged.
const judged = hostCases.filter(
  (host, index) =>
    host.document.format === 'cloud-config' &&
    (host.isExample || hostCases.findIndex(({ cluster }) => cluster === host.cluster) === index),
);

const PER_PROCESS = 20;

describe('cloud-init’s schema accepts', () => {
  for (let from = 0; from < judged.length; from += PER_PROCESS) {
    const some = judged.slice(from, from + PER_PROCESS);
    testSchema(`documents ${from + 1} to ${from + some.length}`, async () => {
      const verdicts = (await schemaSays(some.map(({ document }) => textOf(document)))).split('\n').slice(0, -1);
      const wanted = some.flatMap((_, index) => [`Valid cloud-config: user-data-${index}`, `0: user-data-${index}`]);
      const titles = some.map(({ cluster, document }) => `${document.host} of ${cluster}`);
      expect(verdicts, titles.join('\n')).toEqual(wanted);
    });
  }
});

testSchema('cloud-init’s schema refuses a document with one wrong type, so it does look', async () => {
  const [first] = judged;
  if (!first) throw new Error('there is no document');
  const wrong = textOf(first.document).replace(/^runcmd:\n/m, 'runcmd: yes\nfinal_message:\n');
  const told = await schemaSays([textOf(first.document), wrong]);
  expect(told).toMatch(/^Valid cloud-config: user-data-0\n0: user-data-0\n/);
  expect(told).toMatch(/^1: user-data-1$/m);
  expect(told).toMatch(/runcmd: .* is not of type 'array'/);
});
