import { cidrText, holds } from '../../addresses/cidr.ts';
import { networkPath } from '../../manifest/network.ts';
import { example } from '../example.ts';
import { type BridgePin, bridgePins, type SlicePin, slicePins } from '../pins.ts';
import type { NetworkRule } from '../rule.ts';

export const bridgeInSlice = {
  law: {
    code: 'MI0409',
    severity: 'error',
    title: "A pinned mesh address must not be in a slice, except the host's own in layout shared.",
    explanation:
      "Docker keeps its own bridge's address free, but does not know those of the other hosts. In layouts per-host and routed the mesh address belongs to another device, which Docker does not know either.",
    wrong: example([
      'host1: { address: 10.0.0.11, bridge: 172.17.128.1 }',
      'host2: { address: 10.0.0.12, slice: 172.17.128.0/18 }',
    ]),
    right: example([
      'host1: { address: 10.0.0.11, bridge: 172.17.42.1 }',
      'host2: { address: 10.0.0.12, slice: 172.17.128.0/18 }',
    ]),
  },
  checkNetwork({ network, isBroken, report }) {
    if (isBroken(networkPath(network, 'layout'))) return;
    const slices = slicePins(network).toSorted((a, b) => a.slice.first - b.slice.first);
    for (const pin of bridgePins(network)) {
      const found = sliceAround(pin, slices);
      if (!found) continue;
      const isOwn = found.host === pin.host;
      if (isOwn && network.layout === 'shared') continue;
      const owner = isOwn ? 'its own slice' : `hosts.${found.host.name}.slice`;
      const why = isOwn
        ? `, which in layout ${network.layout} is only for its containers`
        : ': a container there could get it';
      report({
        path: pin.path,
        message: `hosts.${pin.host.name}.bridge ${pin.text} lies in ${owner} ${cidrText(found.slice)}${why}`,
        hint: 'Pin an address outside every slice, or let meshinit choose one.',
        related: [{ path: found.path, message: isOwn ? 'its own slice' : `the slice of hosts.${found.host.name}` }],
      });
    }
  },
} as const satisfies NetworkRule;

/** The slice that holds an address; by bisection, since both can be thousands. */
function sliceAround({ bridge }: BridgePin, sorted: readonly SlicePin[]): SlicePin | undefined {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle]?.slice.first ?? 0) <= bridge) low = middle + 1;
    else high = middle;
  }
  const candidate = sorted[low - 1];
  return candidate && holds(candidate.slice, bridge) ? candidate : undefined;
}
