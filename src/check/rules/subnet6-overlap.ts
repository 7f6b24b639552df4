import { type AddressRange, rangesOverlap } from '../../addresses/address-range.ts';
import { isNamed } from '../../addresses/host-address.ts';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { underlaysOf } from '../../manifest/underlays.ts';
import { twoHosts } from '../example.ts';
import type { ManifestRule } from '../rule.ts';
import { MOST_RELATED } from '../wording.ts';

/** What may not share addresses with the containers. */
interface Other extends Pick<AddressRange, 'family' | 'first' | 'last'> {
  readonly what: string;
  readonly path: ManifestPath;
}

export const subnet6Overlap = {
  law: {
    code: 'MI0435',
    severity: 'error',
    title: 'subnet6 must overlap no other network, no host and no WireGuard address.',
    explanation:
      'A host seeks every address of the block among the containers: packets for a peer in it would go into the mesh that they are to carry.',
    wrong: twoHosts(
      'network: { subnet6: "2001:db8:7:1::/64" }\nnetworks: { backend: { subnet: 10.78.0.0/16, subnet6: "2001:db8:7::/48" } }\n',
    ),
    right: twoHosts(
      'network: { subnet6: "2001:db8:7:1::/64" }\nnetworks: { backend: { subnet: 10.78.0.0/16, subnet6: "2001:db8:7:2::/64" } }\n',
    ),
  },
  check({ manifest, report }) {
    const before: Other[] = othersOf(manifest);
    for (const network of manifest.networks) {
      const { subnet6 } = network;
      if (subnet6 === undefined || subnet6 === 'auto') continue;
      const path = networkPath(network, 'subnet6');
      const what = `${networkKey(network, 'subnet6')} ${subnet6.text}`;
      const clashes = before.filter((other) => rangesOverlap(subnet6, other));
      before.push({ ...subnet6, what, path });
      const [first] = clashes;
      if (!first) continue;
      report({
        path,
        message: `${what} overlaps ${first.what}`,
        hint: 'Use a block that is the containers’ alone, or auto.',
        related: clashes.slice(0, MOST_RELATED).map((other) => ({ path: other.path, message: other.what })),
      });
    }
  },
} as const satisfies ManifestRule;

function othersOf({ hosts, encryption }: Manifest): Other[] {
  const underlays = hosts.flatMap(underlaysOf).flatMap(({ address, path }): Other[] => {
    if (isNamed(address)) return [];
    const { family, value, text } = address;
    return [{ family, first: value, last: value, what: `${path.join('.')} ${text}`, path }];
  });
  const range = encryption?.range;
  return [
    ...underlays,
    ...(range ? [{ ...range, what: `encryption.range ${range.text}`, path: ['encryption', 'range'] }] : []),
  ];
}
