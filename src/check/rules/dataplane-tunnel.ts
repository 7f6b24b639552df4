import { layoutOf } from '../../layouts/layouts.ts';
import { hostsOf, networkKey, networkPath } from '../../manifest/network.ts';
import { isPlain } from '../../tunnels/tunnels.ts';
import { twoHosts } from '../example.ts';
import { dataplanePath, hostsByDataplane } from '../hosts.ts';
import type { TunnelRule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const dataplaneTunnel = {
  law: {
    code: 'MI0614',
    severity: 'error',
    title: "Every host's dataplane must support the kind of tunnel.",
    explanation:
      'Open vSwitch supports all kinds. The dataplane `linux` is one kernel VXLAN device with a forwarding entry for each peer; GRE and Geneve have no such entries.',
    wrong: twoHosts('network: { dataplane: linux, tunnel: gre }\n'),
    right: twoHosts('network: { dataplane: linux, tunnel: vxlan }\n'),
  },
  checkTunnels({ network, manifest, isBroken, report }) {
    if (isBroken(networkPath(network, 'tunnel')) || isBroken(networkPath(network, 'dataplane'))) return;
    // Of routes another law speaks, unless the main network has the kind.
    const isRouted = layoutOf(network.layout).isRouted;
    if (isRouted && !layoutOf(manifest.networks[0].layout).isRouted) return;
    if (network.input.tunnel !== undefined && (isRouted || isPlain(network.tunnel.kind))) return;
    const { kind } = network.tunnel;
    for (const { shared: dataplane, hosts, names } of hostsByDataplane(hostsOf(network))) {
      // That it has no routes at all, another law says.
      const kinds = isRouted ? dataplane.routed?.flatMap(({ tunnels }) => tunnels) : dataplane.tunnels;
      if (!kinds || kinds.includes(kind)) continue;
      const place = { path: dataplanePath(hosts[0]), message: `dataplane ${dataplane.dataplane}` };
      report({
        path: network.tunnel.kindPath ?? place.path,
        message: `${networkKey(network, 'tunnel')} ${kind} is not supported by the dataplane ${dataplane.dataplane} of ${fewOf(names)}; supported there: ${dataplane.tunnels.join(', ')}`,
        hint: `Use ${networkKey(network, 'tunnel')} ${dataplane.tunnels.join(' or ')}, or another dataplane or system.`,
        related: network.tunnel.kindPath ? [place] : [],
      });
    }
  },
} as const satisfies TunnelRule;
