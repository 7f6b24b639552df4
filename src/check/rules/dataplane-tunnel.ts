import { layoutOf } from '../../layouts/layouts.ts';
import { hostsOf, networkKey, networkPath } from '../../manifest/network.ts';
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
  checkTunnels({ network, isBroken, report }) {
    if (isBroken(networkPath(network, 'tunnel')) || isBroken(networkPath(network, 'dataplane'))) return;
    // Of routes another law speaks, unless the main network has the kind.
    if (layoutOf(network.layout).isRouted && network.input.tunnel !== undefined) return;
    const { kind } = network.tunnel;
    for (const { shared: dataplane, hosts, names } of hostsByDataplane(hostsOf(network))) {
      if (dataplane.tunnels.includes(kind)) continue;
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
