import { layoutOf } from '../../layouts/layouts.ts';
import { hostsOf, networkKey, networkPath } from '../../manifest/network.ts';
import { apartPair } from '../../mesh/can-link.ts';
import { isFullMesh } from '../../mesh/choose-topology.ts';
import { firstWithout, loopFacts } from '../../mesh/loop-facts.ts';
import { ovsVersionText } from '../../os/ovs-version.ts';
import { example } from '../example.ts';
import { osPath } from '../hosts.ts';
import type { NetworkContext, TunnelRule } from '../rule.ts';

const HOSTS = [11, 12, 13].map((last) => `host${last - 10}: { address: 10.0.0.${last} }`);

export const loopsKept = {
  law: {
    code: 'MI0612',
    severity: 'error',
    title: "The topology and every host's Open vSwitch must support network.loops.",
    explanation:
      'Split horizon forwards nothing between tunnels, so it needs the topology `full`, and Open vSwitch 2.7 for protected ports. RSTP needs Open vSwitch 2.4. `auto` picks the best available.',
    wrong: example(HOSTS, 'network: { topology: ring, loops: split-horizon }\n'),
    right: example(HOSTS, 'network: { topology: ring, loops: rstp }\n'),
  },
  checkTunnels(context) {
    const { network, isBroken } = context;
    if (
      layoutOf(network.layout).isRouted ||
      network.loops === 'auto' ||
      isBroken(networkPath(network, 'topology')) ||
      isBroken(['ovs'])
    )
      return;
    if (network.loops === 'split-horizon' && !isFullMesh(network)) reportTopology(context);
    reportVersion(context);
  },
} as const satisfies TunnelRule;

function reportTopology({ network, report }: NetworkContext): void {
  const apart = apartPair(hostsOf(network));
  if (apart) {
    report({
      path: networkPath(network, 'loops'),
      message: `${networkKey(network, 'loops')} split-horizon needs a link between every two hosts, but ${apart.map(({ name }) => name).join(' and ')} are behind NAT`,
      hint: 'Use loops: rstp, or leave loops out.',
      related: apart.map(({ name }) => ({ path: ['hosts', name, 'address'], message: 'behind NAT' })),
    });
    return;
  }
  const { topology } = network;
  const survives = typeof topology === 'object' && 'survive' in topology;
  report({
    path: networkPath(network, 'loops'),
    message: `${networkKey(network, 'loops')} split-horizon needs ${networkKey(network, 'topology')} full: it forwards nothing from one tunnel to another`,
    hint: survives
      ? 'Use topology: full, which survives the loss of any hosts, or leave loops out: with fewer links, hosts must forward for others, which RSTP allows.'
      : 'Use topology: full, or loops: rstp, or leave loops out.',
    related: [{ path: networkPath(network, 'topology'), message: 'not the word full' }],
  });
}

function reportVersion({ network, report }: NetworkContext): void {
  if (network.loops === 'auto') return;
  const facts = loopFacts(network.loops);
  const host = firstWithout(facts, hostsOf(network));
  if (!host) return;
  report({
    path: networkPath(network, 'loops'),
    message: `${networkKey(network, 'loops')} ${facts.kind} needs Open vSwitch ${facts.since.join('.')}; hosts.${host.name} (${host.os}) gets ${ovsVersionText(host)}`,
    hint: 'Remove loops to get the best that every host supports, or install newer packages with ovs.from.',
    related: [{ path: osPath(host), message: `Open vSwitch ${ovsVersionText(host)}` }],
  });
}
