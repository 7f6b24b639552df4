import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { firewallFacts } from '../../firewalls/firewalls.ts';
import { isSecretDocument } from '../../host/is-secret-document.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { osOf } from '../../os/oses.ts';
import type { Provider } from '../../providers/provider.ts';
import { example } from '../example.ts';
import { hostsByProvider, providerPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

const HOSTS = ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }'];
const SECRET = 'docker: { daemon: { http-proxy: "http://ops:hunter2@10.0.0.1:3128" } }\n';

export const readableUserData = {
  law: {
    code: 'MI0662',
    severity: 'warning',
    title: 'Containers should not be able to read user-data that holds a secret.',
    explanation:
      'A host’s document can be read at the provider’s metadata service, by containers too. If the document holds a secret, meshinit blocks the service for containers, unless `metadata: allow` or `firewall: none` prevents that, or the service has no known address. Containers that use the instance’s role need the service: keep the secret out of the document then.',
    wrong: example(HOSTS, `${SECRET}metadata: allow\n`),
    right: example(HOSTS, SECRET),
  },
  check({ manifest, isBroken, report }) {
    if (isBroken(['metadata']) || isBroken(['firewall'])) return;
    for (const { shared: provider, hosts } of hostsByProvider(manifest.hosts)) {
      const way = wayIn(manifest, provider, providerPath(hosts[0], manifest));
      if (!way) continue;
      const open = hosts.filter((host) => host.os !== undefined && isSecretDocument(manifest, host, osOf(host.os)));
      if (open.length === 0) continue;
      report({
        path: way.path,
        message: `${way.what}: containers on ${fewOf(open.map(({ name }) => `hosts.${name}`))} can read user-data that holds a secret`,
        hint: way.hint,
      });
    }
  },
} as const satisfies Rule;

interface Way {
  readonly path: ManifestPath;
  readonly what: string;
  readonly hint: string;
}

/** What lets containers reach the metadata service; undefined where nothing does. */
function wayIn({ input }: Manifest, provider: Provider, at: ManifestPath): Way | undefined {
  const { metadata, firewall = 'auto' } = input;
  const hasService = provider.metadata.length > 0 || provider.unfixedMetadata !== undefined;
  if (!hasService || metadata === 'block') return undefined;
  if (metadata === 'allow') {
    return { path: ['metadata'], what: 'metadata allow', hint: 'Set metadata: block, or remove it.' };
  }
  if (firewall !== 'auto' && !firewallFacts(firewall).filtersForwarded) {
    const hint = 'Set firewall: auto, or block the service yourself and set allow: { MI0662: how }.';
    return { path: ['firewall'], what: `firewall ${firewall}`, hint };
  }
  if (provider.unfixedMetadata === undefined) return undefined;
  const hint = 'Block the service yourself, and set allow: { MI0662: how }.';
  return { path: at, what: `${provider.title}: ${provider.unfixedMetadata}`, hint };
}
