import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Host } from '../../manifest/host.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

/** RFC 8200, section 5. */
const LEAST = 1280;

export const ipv6Mtu = {
  law: {
    code: 'MI0310',
    severity: 'error',
    title: 'A host with an IPv6 address needs an underlay MTU of at least 1280.',
    explanation: 'IPv6 does not work on links with a smaller MTU (RFC 8200), so the tunnels would not come up.',
    wrong: example(['host1: { address: fd00::11, mtu: 1200 }']),
    right: example(['host1: { address: fd00::11, mtu: 1280 }']),
  },
  check({ manifest, report }) {
    const low = manifest.hosts.filter(
      (host) => host.address?.family === 6 && host.mtu !== undefined && host.mtu < LEAST,
    );
    for (const host of low.filter(({ input }) => input.mtu !== undefined)) {
      reportAt(['hosts', host.name, 'mtu'], `hosts.${host.name}.mtu`, [host]);
    }
    const byDefault = low.filter(({ input }) => input.mtu === undefined);
    if (byDefault.length > 0) reportAt(['defaults', 'mtu'], 'defaults.mtu', byDefault);

    function reportAt(path: ManifestPath, name: string, hosts: readonly Host[]): void {
      const names = fewOf(hosts.map((host) => `hosts.${host.name}`));
      report({
        path,
        message: `${name} ${hosts[0]?.mtu} is too small for the IPv6 address of ${names}; the minimum is ${LEAST}`,
        related: hosts.slice(0, MOST_RELATED).map((host) => ({
          path: ['hosts', host.name, 'address'],
          message: 'an IPv6 address',
        })),
      });
    }
  },
} as const satisfies Rule;
