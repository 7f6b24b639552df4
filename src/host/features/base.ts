import { ipv4Text } from '../../addresses/address.ts';
import { cidrText } from '../../addresses/cidr.ts';
import type { Underlay } from '../../manifest/underlays.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { sharedPath } from '../../os/places.ts';
import { remembered } from '../../remembered.ts';
import { isPlain } from '../../tunnels/tunnels.ts';
import { forNetworks, hasVlans } from '../further-networks.ts';
import { dockerForm, hasIpv6 } from '../host-ipv6.ts';
import { dockerAddress, dockerNetwork, type HostNetwork, type HostPlan, meshAddress, origins } from '../host-plan.ts';
import { type Part, type Settings, textFile } from '../part.ts';
import { byLayout, layoutSettings } from '../parts/by-layout.ts';
import { routedStateWithIpv6 } from '../parts/routed-ipv6.ts';
import { peersFolding } from '../parts/unfold-script.ts';
import bridgeChecks from '../scripts/bridge-checks.sh';
import common from '../scripts/common.sh';
import hasAddress from '../scripts/has-address.sh';
import ipv6Checks from '../scripts/ipv6-checks.sh';
import dockerFormCheck from '../scripts/ipv6-docker-check.sh';
import dockerFormState from '../scripts/ipv6-docker-form.sh';
import ipv6State from '../scripts/ipv6-state.sh';
import state from '../scripts/state.sh';
import stateCheck from '../scripts/state-check.sh';
import tunnelChecks from '../scripts/tunnel-checks.sh';
import vlanChecks from '../scripts/vlan-checks.sh';
import vlanState from '../scripts/vlan-state.sh';
import wireguardChecks from '../scripts/wireguard-checks.sh';
import wireguardState from '../scripts/wireguard-state.sh';
import { shellFunction } from '../shell.ts';
import { peersPath } from './names.ts';

/** What every host has: its numbers, its peers, and what its scripts share. */
export function base(plan: HostPlan): Part[] {
  const { cluster, node, networks } = plan;
  return [
    {
      settings: { CLUSTER: cluster.name, HOST: node.name },
      perNetwork: networks.map((network) => numbers(plan, network)),
      files: [
        ...networks.map((network) => textFile(peersPath(network), peers(network), origins.peersOf(network))),
        textFile(sharedPath('common.sh', plan.os), shared(plan), [origins.host(plan), ...origins.networks(plan)]),
      ],
      foldings: networks.map(peersFolding),
    },
  ];
}

function numbers(plan: HostPlan, network: HostNetwork): Settings {
  const { mesh, layout } = network;
  const { names } = mesh;
  const subnet = cidrText(mesh.subnet);
  const bridgeSubnet = dockerNetwork(network);
  // Else the main network's would hold.
  const isLikeMain = layout === plan.networks[0].layout;
  const switchPort = plan.dataplane.switchPort(names);
  return {
    SUBNET: subnet,
    MTU: mesh.mtu.value,
    MASQUERADE: mesh.masquerade,
    SWITCH: plan.dataplane.switchName(names),
    ...(layout.switchHasAddress ? { SWITCH_ADDRESS: meshAddress(network) } : {}),
    BRIDGE: names.bridge,
    BRIDGE_ADDRESS: dockerAddress(network),
    ...(bridgeSubnet === subnet && isLikeMain ? {} : { BRIDGE_SUBNET: bridgeSubnet }),
    ...(switchPort === undefined ? {} : { SWITCH_PORT: switchPort }),
    BRIDGE_PORTS: plan.dataplane.bridgePorts(names).join(' '),
    ...layoutSettings(plan, layout),
    ...(names.veth ? { VETH_SWITCH: names.veth.switch, VETH_DOCKER: names.veth.docker } : {}),
  };
}

/** What the scripts share: how they report, and the checks of what meshinit-mesh builds. */
function shared(plan: HostPlan): string {
  const { look } = plan.dataplane.scripts;
  const ofDataplane = dataplaneState(plan);
  const layoutChecks = byLayout(plan, ({ checks }) => checks.join(''));
  const [vlan, ofVlan] = hasVlans(plan) ? [vlanState, vlanChecks] : ['', ''];
  const [wireguard, ofWireguard] = plan.wireguard ? [wireguardState, wireguardChecks] : ['', ''];
  const [ipv6, ofIpv6] = hasIpv6(plan) ? [ipv6State, ipv6Checks] : ['', ''];
  const [form, ofForm] = dockerForm(plan) ? [dockerFormState, dockerFormCheck] : ['', ''];
  const checks = [
    'failed=\n',
    ofWireguard,
    look,
    bridgeChecks,
    layoutChecks,
    ofIpv6,
    ofForm,
    tunnelChecks,
    ofVlan,
    '[ -z "$failed" ]\n',
  ];
  const functions = [common, stateCheck + state + hasAddress + ipv6 + form + wireguard, ofDataplane + vlan];
  return forNetworks(plan, [...functions, shellFunction('check_mesh', checks.join(''))].join('\n'));
}

const dataplaneState = (plan: HostPlan): string => {
  const { state } = plan.dataplane.scripts;
  const [{ layout, mesh }] = plan.networks;
  return layout.isRouted && !isPlain(mesh.tunnel.kind) && hasIpv6(plan) ? routedStateWithIpv6(state) : state;
};

/** One line a tunnel: its port, the peer's underlay and mesh addresses, its name. In the peers' order, which packs best. */
function peers({ mesh, member }: HostNetwork): string {
  const known = lastRests(mesh);
  const words: string[] = [];
  for (const { name, peer, remote } of byPeer(member.links)) {
    let last = known[peer.number];
    if (last?.remote !== remote) {
      last = { remote, rest: ` ${remote.address.text} ${ipv4Text(peer.bridge)} ${peer.name}\n` };
      known[peer.number] = last;
    }
    words.push(name, last.rest);
  }
  return words.join('');
}

/** What follows a peer's port in its line. In a full mesh every host is every other's peer, nearly always by one address. */
const lastRests = remembered((_: Mesh): { readonly remote: Underlay; readonly rest: string }[] => []);
