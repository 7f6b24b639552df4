import { layoutOf } from '../../layouts/layouts.ts';
import { hostsOf, networkPath } from '../../manifest/network.ts';
import { apartPair } from '../../mesh/can-link.ts';
import { isFullMesh } from '../../mesh/choose-topology.ts';
import { chooseLoops } from '../../mesh/loops.ts';
import { example } from '../example.ts';
import { dataplanePath, hostsByDataplane } from '../hosts.ts';
import type { TunnelRule } from '../rule.ts';
import { fewOf } from '../wording.ts';

const HOSTS = [11, 12, 13].map((last) => `host${last - 10}: { address: 10.0.0.${last} }`);

export const dataplaneLoops = {
  law: {
    code: 'MI0615',
    severity: 'error',
    title: "Every host's dataplane must support the loop protection and the topology.",
    explanation:
      'The dataplane `linux` forwards nothing from one peer to another: that is split horizon, and needs a tunnel between every two hosts, the topology `full`. It takes part in no spanning tree, so its peers cannot use one either.',
    wrong: example(HOSTS, 'network: { dataplane: linux, topology: ring }\n'),
    right: example(HOSTS, 'network: { dataplane: linux, topology: full }\n'),
  },
  checkTunnels({ network, isBroken, report }) {
    if (isBroken(networkPath(network, 'topology')) || isBroken(networkPath(network, 'loops')) || isBroken(['ovs']))
      return;
    // Of routes another law speaks.
    if (layoutOf(network.layout).isRouted) return;
    const { kind, why } = chooseLoops(network);
    const wrong = !isFullMesh(network) ? 'topology' : network.loops === 'auto' ? undefined : 'loops';
    for (const { shared: dataplane, hosts, names } of hostsByDataplane(hostsOf(network))) {
      if (dataplane.loops.includes(kind)) continue;
      const place = { path: dataplanePath(hosts[0]), message: `dataplane ${dataplane.dataplane}` };
      report({
        path: wrong === undefined ? place.path : networkPath(network, wrong),
        message: `the dataplane ${dataplane.dataplane} of ${fewOf(names)} supports only ${dataplane.loops.join(', ')}, but the mesh would use ${kind}: ${why}`,
        hint: HINTS[apartPair(hostsOf(network)) ? 'hidden' : (wrong ?? 'hosts')],
        related: wrong === undefined ? [] : [place],
      });
    }
  },
} as const satisfies TunnelRule;

const HINTS = {
  hidden: 'Give all of these hosts but one an address, or use dataplane: ovs where the system has it.',
  topology: 'Use topology: full, or dataplane: ovs where the system has it.',
  loops: 'Remove loops.',
  hosts: 'Give every host Open vSwitch 2.7 or newer, or dataplane: ovs where the system has it.',
} as const;
