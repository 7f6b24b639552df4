import { compile } from '../../compile.ts';
import { figure } from '../../counted.ts';
import { UsageError } from '../../edge/errors.ts';
import type { ProjectFiles } from '../../edge/project-files.ts';
import { type SeenLinks, seenKey, sizeOf } from '../../graph/picture.ts';
import { pictureIds } from '../../graph/picture-ids.ts';
import { projectInputsOf } from '../../project/project-inputs.ts';
import { type Command, judgingOptions, manifestArgument } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { exitStatus } from '../exit-status.ts';
import { hostsOf, planFleet } from '../fleet.ts';
import { lookAtFleet } from '../look-at-fleet.ts';
import type { Options } from '../options.ts';
import { readManifest } from '../read-manifest.ts';
import type { Terminal } from '../terminal.ts';

export const graphCommand: Command = {
  name: 'graph',
  does: 'Draw the mesh',
  details: [
    'Draws the hosts and their tunnels as SVG (for light and dark pages), Mermaid (for Markdown) or Graphviz DOT. Each of several networks has a colour and dashes of its own, and a line below the picture; a network with a vlan has no lines, since it takes those of the main network. SVG shows the forwarding tree of RSTP or STP; dashed links are on standby. Mermaid allows at most 500 edges: above 66 links or 48 hosts, the hosts are grouped in boxes around one node that describes their links. SVG draws at most 500 hosts, and omits link names above 8. DOT has at most 2,000,000 links.',
  ],
  seeAlso: ['docs/topologies.md', 'docs/status.md'],
  takes: [manifestArgument],
  options: [
    { flags: '--format <format>', does: `${pictureIds.join(', ')} (default: svg)`, key: 'picture', values: pictureIds },
    { flags: '--live', does: 'Ask the hosts over ssh, as meshinit status does, and colour the links by what they say' },
    ...judgingOptions,
  ],
  examples: [
    'graph >mesh.svg',
    'graph cluster.yaml --format mermaid',
    'graph --live >now.svg',
    'graph cluster.yaml --format dot | dot -Tpdf >mesh.pdf',
  ],
  async run(options, terminal) {
    const file = readManifest(options, terminal, 'graph PATH');
    const { diagnostics, cluster } = compile(file.text, {
      ...options,
      ...projectInputsOf(file),
      lock: file.lock,
      hosts: [],
    });
    if (!diagnose(diagnostics, file, options, terminal) || !cluster) return exitStatus.manifest;
    // Shapes are drawn by a library that no other command needs.
    const { pictureOf } = await import('../../graph/pictures.ts');
    const { id, most, draw } = pictureOf(options.picture);
    const [hosts, links] = sizeOf(cluster);
    if (most && (hosts > most.hosts || links > most.links)) {
      throw new UsageError(
        `${id} shows at most ${figure(most.hosts)} hosts and ${figure(most.links)} links, but the mesh has ${figure(hosts)} and ${figure(links)}`,
        `Use ${id === 'dot' ? '' : '--format dot to draw it with another program, or '}--format mermaid for a summary.`,
      );
    }
    terminal.out(draw(cluster, options.live ? await seenLinks(file, options, terminal) : undefined));
    return exitStatus.done;
  },
};

/** The state of each link at this moment. */
async function seenLinks(file: ProjectFiles, options: Options, terminal: Terminal): Promise<SeenLinks> {
  const fleet = planFleet(file, { ...options, isTrial: true }, terminal, 'errors alone');
  if (!fleet) throw new Error('the manifest was right a moment ago');
  const { links } = await terminal.interruptible((signal) => lookAtFleet(fleet, hostsOf(fleet, []), signal));
  const main = fleet.cluster.networks[0].name;
  return new Map(links.map(({ network = main, hosts, state }) => [seenKey(network, hosts), state]));
}
