import { type Cidr, holds, overlaps, parseCidr } from '../../addresses/cidr.ts';
import { isNamed } from '../../addresses/host-address.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { type Network, networkKey, networkPath } from '../../manifest/network.ts';
import { type Underlay, underlaysOf } from '../../manifest/underlays.ts';
import { example } from '../example.ts';
import { slicePins } from '../pins.ts';
import type { NetworkRule } from '../rule.ts';
import { subnetOf } from '../subnet.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

/** Private blocks that few networks use, to be suggested. */
const SUGGESTIONS = ['10.77.0.0/16', '172.30.0.0/16', '192.168.0.0/16'];

export const underlayInSubnet = {
  law: {
    code: 'MI0403',
    severity: 'error',
    title: "A host's address must be outside the containers' network.",
    explanation:
      "A host sends traffic for the containers' network into the mesh. If a peer's address were in it, the tunnel's own packets would go into the tunnel.",
    wrong: example(['host1: { address: 10.0.0.11 }'], 'network: { subnet: 10.0.0.0/16 }\n'),
    right: example(['host1: { address: 10.0.0.11 }'], 'network: { subnet: 10.77.0.0/16 }\n'),
  },
  checkNetwork({ report, ...context }) {
    const { network } = context;
    const subnet = subnetOf(context);
    if (!subnet) return;
    // Of hosts that are no members too: members reach them over the tunnels of other networks.
    const inside = context.manifest.hosts.flatMap((host) =>
      underlaysOf(host)
        .filter((underlay) => isInside(underlay, subnet))
        .map((underlay) => ({ name: host.name, ...underlay })),
    );
    const [first] = inside;
    if (!first) return;
    const places = inside.map(({ path, address }) => ({ path, message: `${path.join('.')} ${address.text}` }));
    const names = fewOf(inside.map(({ name, address }) => `hosts.${name} (${address.text})`));
    report({
      path: subnet.isDefault ? first.path : networkPath(network, 'subnet'),
      message: `the containers’ ${subnet.text} contains the underlay address of ${names}: packets between the hosts would go into the mesh`,
      hint: suggestion(network, context.manifest),
      related: (subnet.isDefault ? places.slice(1) : places).slice(0, MOST_RELATED),
    });
  },
} as const satisfies NetworkRule;

function isInside({ address }: Underlay, block: Cidr): boolean {
  return !isNamed(address) && address.family === 4 && holds(block, Number(address.value));
}

/** A block that no host is near, and no other network. */
function suggestion(network: Network, { hosts, networks }: Manifest): string {
  const pins = slicePins(network);
  const others = networks.flatMap((other) => (other === network || !other.subnet ? [] : [other.subnet]));
  const underlays = hosts.flatMap(underlaysOf);
  const free = SUGGESTIONS.find((text) => {
    const block = parseCidr(text);
    return (
      !('fault' in block) &&
      !underlays.some((underlay) => isInside(underlay, block)) &&
      !pins.some(({ slice }) => overlaps(slice, block)) &&
      !others.some((subnet) => overlaps(subnet, block))
    );
  });
  return free === undefined
    ? `Use another ${networkKey(network, 'subnet')}.`
    : `Use another ${networkKey(network, 'subnet')}, such as ${free}.`;
}
