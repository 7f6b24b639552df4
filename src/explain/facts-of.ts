import type { HostPlan } from '../host/host-plan.ts';

/** What of a host's files rests on which facts: pages of docs/, with their sources. */
const places: readonly (readonly [file: RegExp, page: string])[] = [
  [/docker/, 'docs/facts.md#docker'],
  [/firewall|nftables|ufw|\.nft$/, 'docs/facts.md#firewall'],
  [/ovs|meshinit-mesh$/, 'docs/facts.md#open-vswitch'],
];

/**
 * The pages whose facts a file rests on, the more particular first.
 * @param own what the values in question rest on
 */
export function factsOf(path: string, own: readonly string[], { os }: HostPlan): string[] {
  const ofFile = places.filter(([file]) => file.test(path)).map(([, page]) => page);
  return [...new Set([...own, ...ofFile, `docs/os.md#${os.id.replaceAll('.', '')}`])];
}
