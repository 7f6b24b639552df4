import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

/** Ends of names that resolvers treat otherwise than by asking a server (RFC 6761, 6762, 7686, 9476), and of look-ups by address. */
const ENDS: Readonly<Record<string, string>> = {
  local: 'belongs to multicast DNS: hosts ask their neighbours for it, and no server',
  localhost: 'is the host itself',
  invalid: 'never has an answer',
  onion: 'is Tor’s',
  alt: 'is for names that are not in the DNS',
  arpa: 'is for look-ups by address; only home.arpa is for networks',
};

export const namesDomain = {
  law: {
    code: 'MI0318',
    severity: 'error',
    title: '`names.domain` must be a domain that hosts ask a name server for.',
    explanation:
      'Programs treat some ends of names by themselves: what ends in `.local` they look for among their neighbours, what ends in `.localhost` on the host itself. Names of the mesh would not be found there.',
    wrong: twoHosts('names: { domain: mesh.local }\n'),
    right: twoHosts('names: { domain: mesh.internal }\n'),
  },
  check({ manifest, report }) {
    const { domain } = manifest.names ?? {};
    const end = domain?.split('.').at(-1) ?? '';
    const why = ENDS[end];
    if (domain === undefined || why === undefined || /(^|\.)home\.arpa$/.test(domain)) return;
    report({
      path: ['names', 'domain'],
      message: `names.domain ${domain} cannot be used: .${end} ${why}`,
      hint: `Leave it out for ${manifest.name}.internal, or use a subdomain of a domain of yours.`,
    });
  },
} as const satisfies Rule;
