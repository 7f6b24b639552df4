import type { Host } from '../manifest/host.ts';
import { linksOf } from './links.ts';
import type { NetworkContext } from './rule.ts';

/**
 * Whether some two of these hosts have a tunnel between them, as far as the manifest alone tells.
 * @param meet whether a tunnel between two of them would count; where the first meets nobody, none of the others does
 */
export function haveTunnel(
  members: readonly Host[],
  meet: (a: Host, b: Host) => boolean,
  context: Pick<NetworkContext, 'network' | 'isBroken'>,
): boolean {
  const byName = new Map(members.map((host) => [host.name, host]));
  const meetsAny = (host: Host | undefined): boolean =>
    host !== undefined && members.some((other) => other !== host && meet(host, other));
  const { topology } = context.network;
  if (typeof topology === 'object' && 'star' in topology) return topology.star.some((hub) => meetsAny(byName.get(hub)));
  if (typeof topology === 'object' && 'links' in topology) {
    return linksOf(context).some(({ ends }) => {
      const [a, b] = ends.map((name) => byName.get(name));
      return a !== undefined && b !== undefined && a !== b && meet(a, b);
    });
  }
  return meetsAny(members[0]);
}
