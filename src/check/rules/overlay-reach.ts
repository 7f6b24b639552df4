import { isHidden, isNamed } from '../../addresses/host-address.ts';
import { hasTwoAddresses, insideOf, outsideOf } from '../../manifest/underlays.ts';
import { swarmOf } from '../overlay-examples.ts';
import type { Rule } from '../rule.ts';

export const overlayReach = {
  law: {
    code: 'MI0445',
    severity: 'error',
    title: 'With an overlay every host must have a link to every other.',
    explanation:
      'Docker sends from each host to each other directly, and firewalls and WireGuard let in those that the main network links. So its topology is `full`, and at most one host is behind NAT. Docker tells all peers one address of a host: where that is a DNS name, or differs from site to site, WireGuard gives it one.',
    wrong: swarmOf('managers: [host1]', 'network: { topology: ring }\n'),
    right: swarmOf('managers: [host1]', 'network: { topology: full }\n'),
  },
  check({ manifest, isBroken, report }) {
    const { overlay, networks, hosts } = manifest;
    if (!overlay || isBroken(['network', 'topology'])) return;
    const [main] = networks;
    if (main.topology !== 'full') {
      report({
        path: ['network', 'topology'],
        message: `network.topology is not full, and the overlay’s hosts would not all reach each other`,
        hint: 'Remove topology: full is the default. Or use network: none.',
        related: [{ path: ['overlay'], message: 'the overlay' }],
      });
    }
    for (const host of manifest.encryption ? [] : hosts) {
      const [inside, outside] = [insideOf(host), outsideOf(host)];
      const several = hasTwoAddresses(host, hosts) && outside;
      if (!several && !(inside && isNamed(inside.address) && !isHidden(inside.address))) continue;
      report({
        path: several ? outside.path : (inside?.path ?? ['hosts', host.name]),
        message: several
          ? `${host.name} has one address for its site and another for other sites; Docker tells its peers a single one`
          : `${host.name} has a DNS name in the place of an address, and Docker's overlay takes none`,
        hint: 'Set encryption: wireguard: the overlay then runs between WireGuard addresses.',
        related: [{ path: ['overlay'], message: 'the overlay' }],
      });
    }
    const [, second] = hosts.filter(({ address }) => address && isHidden(address));
    if (!second) return;
    report({
      path: ['hosts', second.name, 'address'],
      message: `two hosts behind NAT, ${second.name} the second, cannot reach each other as an overlay needs`,
      hint: 'Give all but one of them an address.',
      related: [{ path: ['overlay'], message: 'the overlay' }],
    });
  },
} as const satisfies Rule;
