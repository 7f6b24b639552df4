import { ipv4Text } from '../../addresses/address.ts';
import { cidrText } from '../../addresses/cidr.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import type { Peer } from '../../mesh/mesh.ts';
import { sharedPath } from '../../os/places.ts';
import { remembered } from '../../remembered.ts';
import { dockerAddress, dockerNetwork, type HostNetwork, type HostPlan, meshAddress, origins } from '../host-plan.ts';
import { type Part, type Sysctl, textFile } from '../part.ts';
import { peersFolding } from '../parts/unfold-script.ts';
import common from '../scripts/common.sh';
import state from '../scripts/state.sh';
import { peersPath } from './names.ts';

const FORWARDING: Sysctl = {
  why: 'Containers reach the world through this host, even if stopping the network turned this off.',
  key: 'net.ipv4.ip_forward',
  value: 1,
};

/** What every host has: its numbers, its peers, and what its scripts share. */
export function base(plan: HostPlan): Part[] {
  const { cluster, node, networks, dataplane } = plan;
  const [main] = networks;
  const { mesh, layout } = main;
  const { names } = mesh;
  const switchPort = dataplane.switchPort(names);
  return [
    {
      sysctls: [FORWARDING],
      settings: {
        CLUSTER: cluster.name,
        HOST: node.name,
        SUBNET: cidrText(mesh.subnet),
        MTU: mesh.mtu.value,
        MASQUERADE: mesh.masquerade,
        SWITCH: dataplane.switchName(names),
        SWITCH_ADDRESS: layout.switchHasAddress ? meshAddress(main) : '',
        BRIDGE: names.bridge,
        BRIDGE_ADDRESS: dockerAddress(main),
        BRIDGE_SUBNET: dockerNetwork(main),
        ...(switchPort === undefined ? {} : { SWITCH_PORT: switchPort }),
        BRIDGE_PORTS: dataplane.bridgePorts(names).join(' '),
      },
      files: [
        ...networks.map((network) => textFile(peersPath(network), peers(network), origins.peersOf(network))),
        textFile(sharedPath('common.sh', plan.os), [common, state, dataplane.scripts.state].join('\n'), [
          origins.host(plan),
          ...origins.networks(plan),
        ]),
      ],
      foldings: networks.map(peersFolding),
    },
  ];
}

/** One line a tunnel: its port, the peer's underlay and mesh addresses, its name. In the peers' order, which packs best. */
function peers({ member }: HostNetwork): string {
  const lines = byPeer(member.links).map(
    ({ name, peer, remote }) => `${name} ${remote.address.text} ${peerNames(peer)}`,
  );
  return `# port underlay mesh name\n${lines.join('')}`;
}

// In a full mesh every host is every other's peer.
const peerNames = remembered(({ bridge, name }: Peer) => `${ipv4Text(bridge)} ${name}\n`);
