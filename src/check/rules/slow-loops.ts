import { layoutOf } from '../../layouts/layouts.ts';
import { hostsOf, networkKey, networkPath } from '../../manifest/network.ts';
import { loopFacts } from '../../mesh/loop-facts.ts';
import { chooseLoops } from '../../mesh/loops.ts';
import { twoHosts } from '../example.ts';
import type { TunnelRule } from '../rule.ts';

export const slowLoops = {
  law: {
    code: 'MI0656',
    severity: 'warning',
    title: 'Use STP only where nothing better is available.',
    explanation: `When a host dies, the others lose contact for about ${loopFacts('stp').healsIn} seconds under STP, about ${loopFacts('rstp').healsIn} under RSTP, and not at all under split horizon.`,
    wrong: twoHosts('network: { loops: stp }\n'),
    right: twoHosts('network: { loops: auto }\n'),
  },
  checkTunnels({ network, isBroken, report }) {
    if (
      network.loops !== 'stp' ||
      layoutOf(network.layout).isRouted ||
      isBroken(networkPath(network, 'topology')) ||
      isBroken(['ovs'])
    )
      return;
    // Which of two old Open vSwitches a host gets is not known while a system is missing.
    if (hostsOf(network).some(({ os }) => os === undefined)) return;
    const best = chooseLoops({ ...network, loops: 'auto' }).kind;
    if (best === 'stp') return;
    const { title, healsIn } = loopFacts(best);
    report({
      path: networkPath(network, 'loops'),
      message: `${networkKey(network, 'loops')} stp takes about ${loopFacts('stp').healsIn} s to repair the mesh when a host dies; ${title} works here and takes ${healsIn === 0 ? 'no time' : `about ${healsIn} s`}`,
      hint: `Set loops: ${best}, or remove it; or say why: allow: { MI0656: why }.`,
    });
  },
} as const satisfies TunnelRule;
