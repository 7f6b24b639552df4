import { isNamed } from '../addresses/host-address.ts';
import type { Host } from '../manifest/host.ts';
import { hasSites, insideOf, outsideOf } from '../manifest/underlays.ts';
import type { Node } from './mesh.ts';
import { underlayMtu } from './mtu.ts';

/** The cluster's nodes, in the manifest's order. */
export function nodesOf(hosts: readonly Host[], numbers: ReadonlyMap<string, number>): Node[] {
  const sites = hasSites(hosts);
  return hosts.map((host): Node => {
    const { name, address, site } = host;
    const [number, inside, outside] = [numbers.get(name), insideOf(host), outsideOf(host)];
    if (number === undefined || !address || !inside || !outside) throw new Error(`${name} has no number or address`);
    const hasSeveral = sites && inside.address.text !== outside.address.text;
    const source = hasSeveral || isNamed(inside.address) ? undefined : inside.address;
    return { name, number, address, inside, outside, source, site, mtu: underlayMtu(host, sites) };
  });
}

/**
 * A new host's number is one above all that ever were: in a ring it comes between the last and the first.
 * @param known those of the lock, of hosts that left too
 */
export function numberHosts(
  hosts: readonly Host[],
  known: ReadonlyMap<string, { readonly number: number }>,
): Map<string, number> {
  let highest = 0;
  for (const { number } of known.values()) highest = Math.max(highest, number);
  const numbers = new Map<string, number>();
  for (const { name } of hosts) {
    const kept = known.get(name)?.number;
    if (kept === undefined) highest += 1;
    numbers.set(name, kept ?? highest);
  }
  return numbers;
}
