import { twoHosts } from '../example.ts';
import { hostSuggester, hostTest, linksOf, strangerText } from '../links.ts';
import type { TunnelRule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const linkUnknown = {
  law: {
    code: 'MI0412',
    severity: 'error',
    title: 'A link must join two hosts of the manifest.',
    explanation: 'Each end of a link is the name of a host under `hosts`.',
    wrong: twoHosts('network: { topology: { links: [[host1, host3]] } }\n'),
    right: twoHosts('network: { topology: { links: [[host1, host2]] } }\n'),
  },
  checkTunnels(context) {
    const isHost = hostTest(context);
    const suggest = hostSuggester(context);
    const stranger = strangerText(context);
    for (const { path, ends } of linksOf(context)) {
      for (const [index, end] of ends.entries()) {
        if (isHost(end)) continue;
        context.report({
          path: [...path, index],
          message: `the link [${ends.map(quoted).join(', ')}] goes to ${quoted(end)}, ${stranger(end)}`,
          hint: suggest(end),
        });
      }
    }
  },
} as const satisfies TunnelRule;
