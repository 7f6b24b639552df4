import { twoHosts } from '../example.ts';
import { linksOf } from '../links.ts';
import type { TunnelRule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const linkToItself = {
  law: {
    code: 'MI0413',
    severity: 'error',
    title: 'A link must join two different hosts.',
    explanation: 'A tunnel from a host to itself carries nothing.',
    wrong: twoHosts('network: { topology: { links: [[host1, host2], [host2, host2]] } }\n'),
    right: twoHosts('network: { topology: { links: [[host1, host2]] } }\n'),
  },
  checkTunnels(context) {
    for (const { path, ends } of linksOf(context)) {
      if (ends[0] !== ends[1]) continue;
      context.report({
        path,
        message: `the link [${ends.map(quoted).join(', ')}] joins a host to itself`,
        hint: 'Name the other host, or remove the link.',
      });
    }
  },
} as const satisfies TunnelRule;
