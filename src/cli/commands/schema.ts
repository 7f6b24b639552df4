import { manifestJsonSchema } from '../../manifest/json-schema.ts';
import type { Command } from '../command.ts';
import { exitStatus } from '../exit-status.ts';

export const schemaCommand: Command = {
  name: 'schema',
  does: "Print the manifest's JSON Schema",
  details: [
    'Prints the JSON Schema (2020-12) of manifest version 1, for editors and other programs. The package contains it as schemas/cluster.schema.json.',
  ],
  seeAlso: ['docs/manifest.md'],
  takes: [],
  options: [],
  examples: ['schema > cluster.schema.json'],
  async run(_, terminal) {
    terminal.out(`${JSON.stringify(manifestJsonSchema(), null, 2)}\n`);
    return exitStatus.done;
  },
};
