import { layoutOf } from '../../layouts/layouts.ts';
import { type Network, networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { NetworkContext, NetworkRule } from '../rule.ts';

export const routedLayout = {
  law: {
    code: 'MI0437',
    severity: 'error',
    title: 'Layout routed has a route between every two hosts, over VXLAN and without encryption.',
    explanation:
      'Each host has a route to the slice of every other, so the topology is `full`, and there is no Ethernet segment: no loop protection, no VLAN. The routes lead into the kernel’s VXLAN device; WireGuard in its place is not built yet. All networks of a cluster have this layout, or none.',
    wrong: twoHosts('network: { layout: routed, tunnel: geneve }\n'),
    right: twoHosts('network: { layout: routed, tunnel: vxlan }\n'),
  },
  checkNetwork(context) {
    const { network, manifest } = context;
    const isRouted = layoutOf(network.layout).isRouted;
    if (!network.isMain && isRouted !== layoutOf(manifest.networks[0].layout).isRouted) reportMixed(context);
    if (!isRouted) return;
    reportKeys(context);
    if (network.isMain) reportEncryption(context);
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

/** What each key of the network must be: with the word for what it is. */
const faultsOf = ({ topology, loops, tunnel, carrier, input }: Network) => [
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
    wrong: tunnel.kind !== 'vxlan' && input.tunnel !== undefined,
    message: `needs the tunnel vxlan, not ${tunnel.kind}`,
    hint: 'Remove tunnel, or use tunnel: vxlan.',
  },
  {
    key: 'vlan' as const,
    wrong: carrier !== undefined,
    message: 'has no Ethernet segment that a VLAN could be part of',
    hint: 'Remove vlan: the network then has tunnels of its own.',
  },
];

function reportKeys({ network, isBroken, report }: NetworkContext): void {
  for (const { key, wrong, message, hint } of faultsOf(network)) {
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

function reportEncryption({ network, manifest, isBroken, report }: NetworkContext): void {
  if (!manifest.encryption || isBroken(['encryption'])) return;
  report({
    path: ['encryption'],
    message: 'layout routed is not carried by WireGuard yet: it needs tunnel: vxlan without encryption',
    hint: 'Remove encryption, or use layout: per-host, which has it.',
    related: [{ path: networkPath(network, 'layout'), message: 'layout routed' }],
  });
}
