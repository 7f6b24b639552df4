import { fewOf } from '../check/wording.ts';
import { counted, figure } from '../counted.ts';
import { loopFacts, MOST_BRIDGES } from '../mesh/loop-facts.ts';
import type { Mesh, Topology } from '../mesh/mesh.ts';
import { proveMesh } from '../mesh/proof/prove.ts';
import { hubsOf } from '../mesh/survive/hub-pairs.ts';
import { constructionOf, fewestLinks } from '../mesh/survive/surviving-pairs.ts';

/** Which links the mesh has, and what it keeps when hosts die, computed: rows of the plan. */
export function survivalRows(mesh: Mesh): string[][] {
  const { topology, why } = mesh.topology;
  const { survives, bridges, after } = proveMesh(mesh);
  const law =
    loopFacts(mesh.loops.kind).ports === undefined
      ? ''
      : `; ${loopFacts(mesh.loops.kind).title} allows ${MOST_BRIDGES}`;
  const dead =
    after &&
    `; after ${after.deaths === 1 ? 'any failure' : `any ${after.deaths} failures`} at most ${after.bridges} (${after.all ? 'all' : 'worst of'} ${counted(after.tried, 'case')} tried)`;
  return [
    ['topology', `${nameOf(topology)}, ${counted(mesh.linkCount, 'link')}${why === '' ? '' : `: ${why}`}`],
    ...construction(mesh, topology),
    ['survives', survives === undefined ? 'not computed: the mesh is too large' : survived(survives, mesh)],
    ...(bridges === undefined
      ? []
      : [['reach', `at most ${counted(bridges, 'bridge')} on a path, ends included${dead ?? ''}${law}`]]),
  ];
}

function nameOf(topology: Topology): string {
  if (typeof topology === 'string') return topology;
  if ('star' in topology) return `star of ${fewOf(topology.star)}`;
  return 'survive' in topology ? `survive ${topology.survive}` : 'as listed';
}

function survived(deaths: number, { members }: Mesh): string {
  if (members.length < 3) return 'no host forwards for others';
  if (deaths === 0) return 'no failure: without some host, others lose each other (connectivity 1, computed)';
  return `any ${deaths === 1 ? 'host' : `${deaths} hosts`} may fail: the others stay connected (connectivity ${deaths + 1}, computed)`;
}

function construction({ members, linkCount }: Mesh, topology: Topology): string[][] {
  if (typeof topology !== 'object' || !('survive' in topology)) return [];
  const { survive } = topology;
  if (constructionOf(members.length, survive) !== 'hubs') {
    return [['', `no mesh that survives ${counted(Math.min(survive, members.length - 1), 'failure')} has fewer links`]];
  }
  const order = members.toSorted((a, b) => a.number - b.number);
  const hubs = hubsOf(
    order.map(({ number }) => number),
    survive,
  ).map((hub) => order[hub]?.name ?? '');
  const least = fewestLinks(members.length, survive);
  return [
    ['', `blocks around ${counted(hubs.length, 'hub')}: ${fewOf(hubs)}`],
    [
      '',
      `${counted(least, 'link')} would be enough to survive; the other ${figure(linkCount - least)} keep paths short`,
    ],
  ];
}
