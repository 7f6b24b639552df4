import { isPublic } from '../../addresses/special-ranges.ts';
import type { Host } from '../../manifest/manifest.ts';
import { example, twoHosts } from '../example.ts';
import { linksOf } from '../links.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

export const publicTunnels = {
  law: {
    code: 'MI0653',
    severity: 'warning',
    title: 'Tunnels between public addresses are not encrypted.',
    explanation:
      'GRE, VXLAN and Geneve neither encrypt nor authenticate: whoever is on the way between two public addresses can read and forge what the containers say. The firewall admits the peers’ addresses alone, which can be forged too.',
    wrong: example(['host1: { address: 198.51.100.11 }', 'host2: { address: 198.51.100.12 }']),
    right: twoHosts(),
  },
  check(context) {
    const { manifest, isBroken, report } = context;
    if (isBroken(['network', 'topology'])) return;
    const exposed = manifest.hosts.filter(({ address }) => address && isPublic(address));
    const [first, ...others] = exposed;
    if (!first || others.length === 0 || !haveTunnel(exposed, context)) return;
    report({
      path: ['hosts', first.name, 'address'],
      message: `tunnels between public addresses are not encrypted: ${fewOf(exposed.map((host) => `hosts.${host.name} (${host.address?.text})`))}`,
      hint: 'Use the provider’s private network if the hosts share one, or say why it is safe here: allow: { MI0653: why }.',
      related: others.slice(0, MOST_RELATED).map(({ name }) => ({
        path: ['hosts', name, 'address'],
        message: 'a public address too',
      })),
    });
  },
} as const satisfies Rule;

/** Whether some two of these hosts have a tunnel between them, as far as the manifest alone tells. */
function haveTunnel(hosts: readonly Host[], context: CheckContext): boolean {
  const names = new Set(hosts.map((host) => host.name));
  const { topology } = context.manifest;
  if (typeof topology === 'object' && 'star' in topology) return topology.star.some((hub) => names.has(hub));
  if (typeof topology === 'object' && 'links' in topology) {
    return linksOf(context).some(({ ends: [a, b] }) => a !== b && names.has(a) && names.has(b));
  }
  return true;
}
