import { join } from 'node:path';
import { expect } from 'vitest';
import { hostCases } from '../support/cases.ts';
import { execute, said } from '../support/execute.ts';
import { textOf } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testSchema = testWith('cloud-init');

async function schemaSays(content: string): Promise<string> {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'user-data', content }]);
  const file = join(directory, 'user-data');
  const outcome = await execute('cloud-init', ['schema', '--config-file', file], { env: toolEnvironment });
  return `${outcome.status}: ${said(outcome).replaceAll(file, 'user-data').trim()}`;
}

// A cluster's documents differ in their numbers alone; an example's are all judged.
const judged = hostCases.filter(
  (host, index) =>
    host.document.format === 'cloud-config' &&
    (host.isExample || hostCases.findIndex(({ cluster }) => cluster === host.cluster) === index),
);

for (const { cluster, document } of judged) {
  testSchema(`cloud-init’s schema accepts ${document.host} of ${cluster}`, async () => {
    expect(await schemaSays(textOf(document))).toBe('0: Valid cloud-config: user-data');
  });
}

testSchema('cloud-init’s schema refuses a document with one wrong type, so it does look', async () => {
  const [first] = judged;
  if (!first) throw new Error('there is no document');
  const wrong = textOf(first.document).replace(/^runcmd:\n/m, 'runcmd: yes\nfinal_message:\n');
  expect(await schemaSays(wrong)).toMatch(/^1: .*runcmd/s);
});
