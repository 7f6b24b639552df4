import { firewallFacts } from '../../firewalls/firewalls.ts';
import { twoHosts } from '../example.ts';
import { hostsByProvider, providerPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const metadataBlock = {
  law: {
    code: 'MI0620',
    severity: 'error',
    title: '`metadata: block` needs a firewall, and a metadata service whose address is known.',
    explanation:
      'A firewall rule keeps containers from that address, so with `firewall: none` nothing does. On Apache CloudStack each network’s virtual router is the service, and its address is not known beforehand.',
    wrong: twoHosts('metadata: block\nfirewall: none\n'),
    right: twoHosts('metadata: block\nfirewall: auto\n'),
  },
  check({ manifest, isBroken, report }) {
    const { metadata, firewall = 'auto' } = manifest.input;
    if (metadata !== 'block' || isBroken(['firewall'])) return;
    if (firewall !== 'auto' && !firewallFacts(firewall).filtersForwarded) {
      report({
        path: ['metadata'],
        message: `metadata block with firewall ${firewall}: no rule keeps containers from the metadata service`,
        hint: 'Set firewall: auto, or block the service yourself and set metadata: allow.',
        related: [{ path: ['firewall'], message: `firewall ${firewall}` }],
      });
    }
    for (const { shared: provider, hosts, names } of hostsByProvider(manifest.hosts)) {
      if (provider.unfixedMetadata === undefined) continue;
      report({
        path: ['metadata'],
        message: `metadata block cannot be done on ${fewOf(names)} (${provider.id}): ${provider.unfixedMetadata}`,
        hint: 'Block the service yourself, and remove metadata.',
        related: [{ path: providerPath(hosts[0], manifest), message: provider.title }],
      });
    }
  },
} as const satisfies Rule;
