import { fromCsv } from './from-csv.ts';
import { fromSshConfig } from './from-ssh-config.ts';
import { fromTerraformOutput } from './from-terraform-output.ts';
import type { KnownHosts } from './known-host.ts';
import type { SourceId } from './source-ids.ts';

/** Files that tell of hosts. Adding one: its file, its import and its place here and in source-ids.ts. */
export const sources: Readonly<Record<SourceId, (text: string) => KnownHosts>> = {
  'ssh-config': fromSshConfig,
  'terraform-output': fromTerraformOutput,
  csv: fromCsv,
};
