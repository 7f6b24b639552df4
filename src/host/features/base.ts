import { ipv4Text } from '../../addresses/address.ts';
import { cidrText } from '../../addresses/cidr.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import type { Peer } from '../../mesh/mesh.ts';
import { sharedPath } from '../../os/places.ts';
import { remembered } from '../../remembered.ts';
import { dockerAddress, dockerNetwork, type HostNetwork, type HostPlan, meshAddress, origins } from '../host-plan.ts';
import { type Part, textFile } from '../part.ts';
import { peersFolding } from '../parts/unfold-script.ts';
import bridgeChecks from '../scripts/bridge-checks.sh';
import common from '../scripts/common.sh';
import hasAddress from '../scripts/has-address.sh';
import state from '../scripts/state.sh';
import tunnelChecks from '../scripts/tunnel-checks.sh';
import { shellFunction } from '../shell.ts';
import { peersPath } from './names.ts';

/** What every host has: its numbers, its peers, and what its scripts share. */
export function base(plan: HostPlan): Part[] {
  const { cluster, node, networks, dataplane } = plan;
  const [main] = networks;
  const { mesh, layout } = main;
  const { names } = mesh;
  const switchPort = dataplane.switchPort(names);
  return [
    {
      settings: {
        CLUSTER: cluster.name,
        HOST: node.name,
        SUBNET: cidrText(mesh.subnet),
        MTU: mesh.mtu.value,
        MASQUERADE: mesh.masquerade,
        SWITCH: dataplane.switchName(names),
        ...(layout.switchHasAddress ? { SWITCH_ADDRESS: meshAddress(main) } : {}),
        BRIDGE: names.bridge,
        BRIDGE_ADDRESS: dockerAddress(main),
        ...(dockerNetwork(main) === cidrText(mesh.subnet) ? {} : { BRIDGE_SUBNET: dockerNetwork(main) }),
        ...(switchPort === undefined ? {} : { SWITCH_PORT: switchPort }),
        BRIDGE_PORTS: dataplane.bridgePorts(names).join(' '),
        ...(names.veth ? { VETH_SWITCH: names.veth.switch, VETH_DOCKER: names.veth.docker } : {}),
      },
      files: [
        ...networks.map((network) => textFile(peersPath(network), peers(network), origins.peersOf(network))),
        textFile(sharedPath('common.sh', plan.os), shared(plan), [origins.host(plan), ...origins.networks(plan)]),
      ],
      foldings: networks.map(peersFolding),
    },
  ];
}

/** What the scripts share: how they report, and the checks of what meshinit-mesh builds. */
function shared({ networks, dataplane }: HostPlan): string {
  const [{ layout }] = networks;
  const { state: ofDataplane, look } = dataplane.scripts;
  const checks = ['failed=\n', look, bridgeChecks, ...layout.scripts.checks, tunnelChecks, '[ -z "$failed" ]\n'];
  return [common, state + hasAddress, ofDataplane, shellFunction('check_mesh', checks.join(''))].join('\n');
}

/** One line a tunnel: its port, the peer's underlay and mesh addresses, its name. In the peers' order, which packs best. */
function peers({ member }: HostNetwork): string {
  const lines = byPeer(member.links).map(
    ({ name, peer, remote }) => `${name} ${remote.address.text} ${peerNames(peer)}`,
  );
  return lines.join('');
}

// In a full mesh every host is every other's peer.
const peerNames = remembered(({ bridge, name }: Peer) => `${ipv4Text(bridge)} ${name}\n`);
