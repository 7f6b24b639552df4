import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { hostCases } from '../support/cases.ts';
import { execute, said } from '../support/execute.ts';
import { textOf } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testSchema = testWith('cloud-init');

/** The command itself, once for each file in a process that has read the schema: of Python's 0.4 s the look takes 0.03. */
const SCHEMA_OF_EACH = `
import sys
from cloudinit.cmd.main import main
for path in sys.argv[1:]:
    try:
        status = main(["cloud-init", "schema", "--config-file", path])
    except SystemExit as end:
        status = end.code
    print(f"{status or 0}: {path}", flush=True)
`;

/** What the command says of each document, in their order: its own lines, then its status and the file's name. */
async function schemaSays(documents: readonly string[]): Promise<string> {
  const directory = temporaryDirectory();
  const names = documents.map((_, index) => `user-data-${index}`);
  writeTree(
    directory,
    documents.map((content, index) => ({ path: names[index] ?? '', content })),
  );
  const paths = names.map((name) => join(directory, name));
  const outcome = await execute('/usr/bin/python3', ['-c', SCHEMA_OF_EACH, ...paths], { env: toolEnvironment });
  return said(outcome).replaceAll(`${directory}/`, '');
}

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
