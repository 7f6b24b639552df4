import { dataplanes } from '../../dataplanes/dataplanes.ts';
import { layoutOf } from '../../layouts/layouts.ts';
import { type Network, networkKey, networkPath } from '../../manifest/network.ts';
import { isPlain, type TunnelKind } from '../../tunnels/tunnels.ts';
import { twoHosts } from '../example.ts';
import type { NetworkContext, NetworkRule } from '../rule.ts';

export const routedLayout = {
  law: {
    code: 'MI0437',
    severity: 'error',
    title: 'Layout routed has a route between every two hosts, carried by VXLAN, WireGuard itself or the underlay.',
    explanation:
      'Each host has a route to the slice of every other, so the topology is `full`, and there is no Ethernet segment: no loop protection, no VLAN. The routes lead into the kernel’s VXLAN device. With `encryption` they lead into WireGuard’s, with `tunnel: none` to the peers’ own addresses: then there is no tunnel that a key or a port could be of. All networks of a cluster have this layout and one kind of carrier, or none has it; in other layouts there is a tunnel.',
    wrong: twoHosts('network: { layout: routed, tunnel: geneve }\n'),
    right: twoHosts('network: { layout: routed, tunnel: vxlan }\n'),
  },
  checkNetwork(context) {
    const { network, manifest } = context;
    const isRouted = layoutOf(network.layout).isRouted;
    if (!network.isMain && isRouted !== layoutOf(manifest.networks[0].layout).isRouted) reportMixed(context);
    if (!isRouted) {
      reportMissing(context);
      return;
    }
    reportKeys(context);
  },
} as const satisfies NetworkRule;

function reportMixed({ network, manifest, report }: NetworkContext): void {
  const [main] = manifest.networks;
  const own = network.input.layout !== undefined;
  report({
    path: own ? networkPath(network, 'layout') : network.path,
    at: own ? 'value' : 'key',
    message: `${networkKey(network)} has layout ${network.layout}, but ${networkKey(main)} has ${main.layout}: the layout routed is for all networks of a cluster, or none`,
    hint: layoutOf(main.layout).isRouted
      ? `Set ${networkKey(network, 'layout')}: routed.`
      : `Remove ${networkKey(network, 'layout')}, or set ${networkKey(main, 'layout')}: routed.`,
    related:
      main.input.layout === undefined ? [] : [{ path: networkPath(main, 'layout'), message: `layout ${main.layout}` }],
  });
}

/** What there are routes over. */
const routedKinds: readonly TunnelKind[] = [
  ...new Set(dataplanes.flatMap(({ routed = [] }) => routed.flatMap(({ tunnels }) => tunnels))),
];

/** What each key of the network must be: with the word for what it is. */
const faultsOf = ({ topology, loops, tunnel, carrier, input }: Network, main: Network) => [
  {
    key: 'topology' as const,
    wrong: topology !== 'full' && topology !== 'auto',
    message: 'needs the topology full: each host has a route to every other, and none forwards for others',
    hint: 'Remove topology.',
  },
  {
    key: 'loops' as const,
    wrong: loops !== 'auto' && input.loops !== undefined,
    message: 'has no Ethernet segment, and so no loops',
    hint: 'Remove loops.',
  },
  {
    key: 'tunnel' as const,
    wrong: !routedKinds.includes(tunnel.kind) && input.tunnel !== undefined,
    message: `needs the tunnel ${routedKinds.join(' or ')}, not ${tunnel.kind}`,
    hint: `Remove tunnel, or use tunnel: ${routedKinds.join(' or ')}.`,
  },
  {
    key: 'tunnel' as const,
    wrong: isPlain(tunnel.kind) && (tunnel.key !== undefined || tunnel.port !== undefined),
    message: `is carried by ${tunnel.encryptedOver === undefined ? 'the underlay' : 'WireGuard'} itself: there is no tunnel that a key or a port could be of`,
    hint: 'Remove the key and the port.',
  },
  {
    key: 'tunnel' as const,
    wrong: input.tunnel !== undefined && isPlain(tunnel.kind) !== isPlain(main.tunnel.kind),
    message: `needs one carrier for all networks of the cluster: here the tunnel is ${tunnel.kind}, in ${networkKey(main)} it is ${main.tunnel.kind}`,
    hint: `Remove tunnel: it is then ${main.tunnel.kind}.`,
  },
  {
    key: 'vlan' as const,
    wrong: carrier !== undefined,
    message: 'has no Ethernet segment that a VLAN could be part of',
    hint: 'Remove vlan: the network then has tunnels of its own.',
  },
];

function reportKeys({ network, manifest, isBroken, report }: NetworkContext): void {
  for (const { key, wrong, message, hint } of faultsOf(network, manifest.networks[0])) {
    const path = networkPath(network, key);
    if (!wrong || isBroken(path)) continue;
    report({
      path,
      message: `${networkKey(network, 'layout')} routed ${message}`,
      hint,
      related: [{ path: networkPath(network, 'layout'), message: 'layout routed' }],
    });
  }
}

/** Without a tunnel there is no Ethernet segment, which every other layout is. */
function reportMissing({ network, isBroken, report }: NetworkContext): void {
  const { kind, kindPath } = network.tunnel;
  if (!isPlain(kind) || !kindPath || network.input.tunnel === undefined || isBroken(kindPath)) return;
  report({
    path: kindPath,
    message: `${networkKey(network, 'tunnel')} none needs ${networkKey(network, 'layout')} routed: without a tunnel there is no Ethernet segment between hosts`,
    hint: 'Remove tunnel, or set layout: routed.',
  });
}
