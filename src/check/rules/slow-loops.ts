import { loopFacts } from '../../mesh/loop-facts.ts';
import { chooseLoops } from '../../mesh/loops.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

export const slowLoops = {
  law: {
    code: 'MI0656',
    severity: 'warning',
    title: 'Use STP only where nothing better is available.',
    explanation:
      'When a host dies, the others lose contact for about 50 seconds under STP, about 5 under RSTP, and not at all under split horizon.',
    wrong: twoHosts('network: { loops: stp }\n'),
    right: twoHosts('network: { loops: auto }\n'),
  },
  check({ manifest, isBroken, report }) {
    if (manifest.loops !== 'stp' || isBroken(['network', 'topology']) || isBroken(['ovs'])) return;
    // Which of two old Open vSwitches a host gets is not known while a system is missing.
    if (manifest.hosts.some(({ os }) => os === undefined)) return;
    const best = chooseLoops({ ...manifest, loops: 'auto' }).kind;
    if (best === 'stp') return;
    report({
      path: ['network', 'loops'],
      message: `network.loops stp takes about 50 s to repair the mesh when a host dies; ${loopFacts(best).title} works here and takes ${best === 'rstp' ? 'about 5 s' : 'no time'}`,
      hint: `Set loops: ${best}, or remove it; or say why: allow: { MI0656: why }.`,
    });
  },
} as const satisfies Rule;
