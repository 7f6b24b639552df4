import { twoHosts } from '../example.ts';
import { type GivenLink, linksOf } from '../links.ts';
import type { TunnelRule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const duplicateLink = {
  law: {
    code: 'MI0414',
    severity: 'error',
    title: 'Give each link once, in either order.',
    explanation: 'A link is one tunnel between two hosts: [a, b] and [b, a] are the same link.',
    wrong: twoHosts('network: { topology: { links: [[host1, host2], [host2, host1]] } }\n'),
    right: twoHosts('network: { topology: { links: [[host1, host2]] } }\n'),
  },
  checkTunnels(context) {
    const seen = new Map<string, GivenLink>();
    for (const link of linksOf(context)) {
      const key = link.ends.toSorted().join('\0');
      const first = seen.get(key);
      if (!first) {
        seen.set(key, link);
        continue;
      }
      // One of a host to itself is MI0413's, each time.
      if (link.ends[0] === link.ends[1]) continue;
      context.report({
        path: link.path,
        message: `the link [${link.ends.map(quoted).join(', ')}] is listed twice; the order of its ends does not matter`,
        hint: 'Remove one of the two.',
        related: [{ path: first.path, message: 'listed first here' }],
      });
    }
  },
} as const satisfies TunnelRule;
