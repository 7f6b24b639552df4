import { parseAddress } from '../addresses/address.ts';
import { holds } from '../addresses/cidr.ts';
import { fewOf } from '../check/wording.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { FileChange } from './file-changes.ts';
import type { LinkChange } from './link-changes.ts';

/** Files that hold nothing of a peer but its address and name: lists, the firewall's and FRR's. */
const OF_PEERS =
  /^\/etc\/(?:meshinit\/(?:peers(?:\.[^/]*)?|frr\.conf|firewall\.nft)|firewalld\/ipsets\/meshinit-peers[^/]*)$/;

/**
 * Whether a host can do without its patch, where hosts have come that BGP EVPN announces: a sentence. By its own plan it lets them in,
 * and so does each reflector; what it lacks is where to flood to.
 */
export function announcedHosts(
  before: HostConfig,
  after: HostConfig,
  files: readonly FileChange[],
  links: readonly LinkChange[],
): string | undefined {
  const { control, encryption } = before.plan.cluster;
  const isComing = links.length > 0 && links.every(({ change }) => change === 'added');
  if (!control || !after.plan.cluster.control || !isComing) return undefined;
  const coming = [...new Set(links.map(({ peer }) => peer))];
  if (encryption) return `not optional: ${fewOf(coming)} cannot be reached before this host has the key`;
  const { range } = control;
  const isLetIn = coming.every((name) => {
    const link = after.plan.networks[0].member.links.find(({ peer }) => peer.name === name);
    const address = link && parseAddress(link.remote.address.text);
    return range && address && !('fault' in address) && address.family === 4 && holds(range, Number(address.value));
  });
  if (!isLetIn || !files.every(({ path }) => OF_PEERS.test(path))) return undefined;
  return `optional: by BGP EVPN ${fewOf(coming)} ${coming.length === 1 ? 'is' : 'are'} reached before; until the patch no broadcast goes there`;
}
