import { isHidden } from '../../addresses/host-address.ts';
import type { Host } from '../../manifest/host.ts';
import { hasSites, insideOf, outsideOf, type Underlay } from '../../manifest/underlays.ts';
import { example, twoHosts } from '../example.ts';
import type { CheckContext, Rule } from '../rule.ts';

export const duplicateAddress = {
  law: {
    code: 'MI0401',
    severity: 'error',
    title: 'Each host needs its own address.',
    explanation:
      'A tunnel is identified by its remote address, so one of the two hosts would be unreachable. A private address may be used again at another site.',
    wrong: example(['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.11 }']),
    right: twoHosts(),
  },
  check({ manifest: { hosts }, report }) {
    const sites = hasSites(hosts);
    const inside = new Owners(report);
    const outside = new Owners(report);
    for (const host of hosts) {
      inside.claim(host, insideOf(host), host.site ?? '');
      if (sites) outside.claim(host, outsideOf(host), '');
    }
    if (!sites) return;
    // A third host of the one's site would have both at the end of a tunnel.
    for (const host of hosts) outside.refuseForeign(host, insideOf(host));
  },
} as const satisfies Rule;

interface Owner {
  readonly host: Host;
  readonly underlay: Underlay;
}

/** Who has which address, among those that somebody sees together. */
class Owners {
  readonly #report: CheckContext['report'];
  readonly #owners = new Map<string, Owner>();

  constructor(report: CheckContext['report']) {
    this.#report = report;
  }

  claim(host: Host, underlay: Underlay | undefined, site: string): void {
    if (!underlay || isHidden(underlay.address)) return;
    const key = `${site} ${underlay.address.text}`;
    const owner = this.#owners.get(key);
    if (owner) this.#refuse({ host, underlay }, owner);
    else this.#owners.set(key, { host, underlay });
  }

  refuseForeign(host: Host, underlay: Underlay | undefined): void {
    const owner = underlay && this.#owners.get(` ${underlay.address.text}`);
    if (underlay && owner && owner.host.site !== host.site) this.#refuse({ host, underlay }, owner);
  }

  readonly #told = new Set<string>();

  #refuse({ host, underlay }: Owner, owner: Owner): void {
    const place = underlay.path.join('.');
    if (this.#told.has(place)) return;
    this.#told.add(place);
    this.#report({
      path: underlay.path,
      message: `hosts.${host.name} and hosts.${owner.host.name} have the same address ${underlay.address.text}`,
      hint: 'Each host needs its own address.',
      related: [{ path: owner.underlay.path, message: `hosts.${owner.host.name} has it first` }],
    });
  }
}
