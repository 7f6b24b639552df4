import { MOST_LINKS } from '../../mesh/plan-mesh.ts';
import { plan } from '../../plan-report.ts';
import { projectInputsOf } from '../../project/project-inputs.ts';
import { type Command, manifestArgument, manifestOptions } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';
import { jsonPieces } from '../json-pieces.ts';
import { readManifest } from '../read-manifest.ts';
import { widthOf } from '../terminal.ts';

export const planCommand: Command = {
  name: 'plan',
  does: 'Show addresses, slices, links, MTU, firewall and document sizes',
  details: [
    "Shows what compile would create: addresses, slices, links, how many hosts may fail, how the MTU is computed and which host limits it, the loop protection and its reason, what the firewall opens, and each document's size against the provider's limit. It writes nothing, not even the lock file. With --json it lists every link, of which there may be 2,000,000.",
  ],
  seeAlso: ['docs/topologies.md', 'docs/scale.md'],
  takes: [manifestArgument],
  options: [{ flags: '--json', does: 'Print the plan as JSON' }, ...manifestOptions],
  examples: ['plan', 'plan cluster.yaml --json'],
  async run(options, terminal) {
    const file = readManifest(options, terminal, 'plan PATH');
    const inputs = { ...options, ...projectInputsOf(file), lock: file.lock };
    const { diagnostics, cluster, report } = plan(
      file.text,
      options.json ? { ...inputs, mostLinks: MOST_LINKS } : inputs,
    );
    if (!diagnose(diagnostics, file, options, terminal) || !cluster || !report) return exitStatus.manifest;
    if (options.json) {
      for (const piece of jsonPieces(report)) terminal.out(piece);
      terminal.out('\n');
    } else {
      // Tables are drawn by a library that no other command needs.
      const { planTables } = await import('../plan-tables.ts');
      terminal.out(planTables(cluster, report, widthOf(terminal)));
    }
    return exitStatus.done;
  },
};
