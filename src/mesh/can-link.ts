import { isHidden } from '../addresses/host-address.ts';
import type { Host } from '../manifest/host.ts';
import { insideOf, outsideOf } from '../manifest/underlays.ts';

/** Whether two hosts can have a link: of two that are behind NAT neither reaches the other first. */
export function canLink(a: Host, b: Host): boolean {
  const [one, other] = [a, b].map(a.site === b.site ? insideOf : outsideOf);
  return !(one && other && isHidden(one.address) && isHidden(other.address));
}

/** Two hosts that cannot have a link. */
export function apartPair(hosts: readonly Host[]): readonly [Host, Host] | undefined {
  const hidden = hosts.filter(({ address }) => address && isHidden(address));
  for (const [index, a] of hidden.entries()) {
    const b = hidden.slice(index + 1).find((other) => !canLink(a, other));
    if (b) return [a, b];
  }
  return undefined;
}
