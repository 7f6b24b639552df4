import type { Reporter } from '../diagnostics/reporter.ts';
import { type Network, networkPath } from '../manifest/network.ts';
import { longTree, tooManyBridges, tooManyPorts } from './laws.ts';
import { loopFacts, MOST_BRIDGES } from './loop-facts.ts';
import type { Mesh } from './mesh.ts';
import type { Pairs } from './pair.ts';
import { bridgesAcross, neighbours } from './topology.ts';

/** The laws that a spanning tree sets to the number of ports and the length of paths. */
export function checkLoops(mesh: Mesh, network: Network, pairs: Pairs, reporter: Reporter): void {
  const { ports, title } = loopFacts(mesh.loops.kind);
  if (ports === undefined) return;
  const at = networkPath(network, network.input.loops ? 'loops' : 'topology');
  const busiest = mesh.members.find(({ linkCount }) => linkCount > ports);
  if (busiest) {
    reporter.report(tooManyPorts, {
      path: at,
      message: `${title} allows ${ports} ports on a bridge; ${busiest.name} would have ${busiest.linkCount} tunnels`,
      hint: 'Use fewer links, or the full mesh with split horizon.',
    });
  }
  const { topology } = mesh.topology;
  // One that survives is made to keep within reach (docs/topologies.md), and to look takes long.
  if (topology === 'full' || (typeof topology === 'object' && 'survive' in topology)) return;
  const lists = neighbours(mesh.members.length, pairs);
  const across = bridgesAcross(lists);
  if (across > MOST_BRIDGES) {
    reporter.report(tooManyBridges, {
      path: at,
      message: `${title} allows ${MOST_BRIDGES} bridges on a path, both ends included; this mesh has ${across}`,
      hint: 'Add links that shorten the path, or use topology: {survive: 1}, which keeps paths short enough.',
    });
  } else if (mesh.members.length > MOST_BRIDGES && lists.every((list) => list.length === 2)) {
    reporter.report(longTree, {
      path: networkPath(network, 'topology'),
      message: `the spanning tree of a ring is a chain of all its ${mesh.members.length} bridges; ${title}'s timers assume at most ${MOST_BRIDGES}`,
      hint: 'Use topology: {survive: 1}, which adds the links that it needs, or topology: full.',
    });
  }
}
