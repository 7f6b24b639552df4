import { specialRangeOf } from '../../addresses/special-ranges.ts';
import { hasSites, outsideOf } from '../../manifest/underlays.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

export const privateAcrossSites = {
  law: {
    code: 'MI0660',
    severity: 'warning',
    title: 'Other sites should reach a host at a public address.',
    explanation:
      'A private address is reachable only at its own site, unless a VPN or peering joins the sites’ networks.',
    wrong: example(['host1: { address: 10.0.0.11, site: fsn1 }', 'host2: { address: 10.0.1.12, site: nbg1 }']),
    right: example(
      [
        'host1: { address: 10.0.0.11, site: fsn1, addresses: { public: 198.51.100.11 } }',
        'host2: { address: 10.0.1.12, site: nbg1, addresses: { public: 198.51.100.12 } }',
      ],
      'allow: { MI0653: only test data }\n',
    ),
  },
  check({ manifest: { hosts }, report }) {
    if (!hasSites(hosts)) return;
    const hidden = hosts.flatMap((host) => {
      const underlay = outsideOf(host);
      return underlay && specialRangeOf(underlay.address)?.use === 'private' ? [{ name: host.name, ...underlay }] : [];
    });
    const [first, ...others] = hidden;
    if (!first) return;
    report({
      path: first.path,
      message: `other sites would use a private address to reach ${fewOf(hidden.map(({ name, address }) => `hosts.${name} (${address.text})`))}`,
      hint: `Set addresses: { public: … }, or say that the sites’ networks are joined: allow: { MI0660: why }.`,
      related: others.slice(0, MOST_RELATED).map(({ path }) => ({ path, message: 'a private address too' })),
    });
  },
} as const satisfies Rule;
