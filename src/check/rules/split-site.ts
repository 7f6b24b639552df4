import { specialRangeOf } from '../../addresses/special-ranges.ts';
import type { Host } from '../../manifest/host.ts';
import { hostsOf, networkPath } from '../../manifest/network.ts';
import { insideOf, type Underlay } from '../../manifest/underlays.ts';
import { providerOf } from '../../providers/providers.ts';
import { example } from '../example.ts';
import type { NetworkContext, TunnelRule } from '../rule.ts';
import { haveTunnel } from '../tunnels-between.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

export const splitSite = {
  law: {
    code: 'MI0661',
    severity: 'warning',
    title: 'Hosts of one site should share one network.',
    explanation:
      'A private address is reachable only in its own network: not from the internet, from another private range or from another provider. Give hosts that cannot reach each other different sites, and each host the public address that the others reach. Hosts without a site share one.',
    wrong: example([
      'host1: { address: 10.0.0.11 }',
      'host2: { address: 10.0.0.12 }',
      'host3: { address: 198.51.100.13 }',
    ]),
    right: example(
      [
        'host1: { address: 10.0.0.11, site: a, addresses: { public: 198.51.100.11 } }',
        'host2: { address: 10.0.0.12, site: a, addresses: { public: 198.51.100.12 } }',
        'host3: { address: 198.51.100.13, site: b }',
      ],
      'allow: { MI0653: only test data }\n',
    ),
  },
  checkTunnels(context) {
    const { network } = context;
    if (context.isBroken(networkPath(network, 'topology'))) return;
    for (const members of sitesOf(hostsOf(network))) {
      // Mixed families are an error of their own.
      if (members.some(({ underlay }) => underlay.address.family !== members[0]?.underlay.address.family)) continue;
      const split = splitBy(rangeOf, members, context) ?? splitBy(cloudOf, members, context);
      if (split) reportSplit(split, context);
    }
  },
} as const satisfies TunnelRule;

interface Member {
  readonly host: Host;
  readonly underlay: Underlay;
}

/** The hosts by site, with the addresses that those of one site use between them. */
function sitesOf(hosts: readonly Host[]): Iterable<readonly Member[]> {
  const sites = new Map<string | undefined, Member[]>();
  for (const host of hosts) {
    const underlay = insideOf(host);
    if (!underlay) continue;
    const members = sites.get(host.site);
    if (members) members.push({ host, underlay });
    else sites.set(host.site, [{ host, underlay }]);
  }
  return sites.values();
}

/** The network that an address is of, for the end of a sentence; undefined where nobody knows: a name, or a host that may stand anywhere. */
type NetworkOf = (member: Member) => string | undefined;

const rangeOf: NetworkOf = ({ underlay: { address } }) => {
  const range = specialRangeOf(address);
  // What no peer can reach is an error of its own.
  if (range) return range.use === 'private' ? `in ${range.cidr}, ${range.name}` : undefined;
  return 'isName' in address ? undefined : 'on the internet';
};

const cloudOf: NetworkOf = ({ host, underlay: { address } }) => {
  const { title, isAnywhere } = providerOf(host.provider);
  return isAnywhere || specialRangeOf(address)?.use !== 'private' ? undefined : `private at ${title}`;
};

interface Split {
  /** The few are more likely the mistake; of equal halves, the one that comes later. */
  readonly odd: Network;
  readonly usual: Network;
  readonly site: string | undefined;
}

interface Network {
  readonly where: string;
  readonly members: readonly [Member, ...Member[]];
}

/** Hosts of one site that are of several networks and have tunnels from one to the other. */
function splitBy(networkOf: NetworkOf, site: readonly Member[], context: NetworkContext): Split | undefined {
  const networks = new Map<string, [Member, ...Member[]]>();
  const byHost = new Map<Host, string>();
  for (const member of site) {
    const where = networkOf(member);
    if (where === undefined) continue;
    byHost.set(member.host, where);
    const members = networks.get(where);
    if (members) members.push(member);
    else networks.set(where, [member]);
  }
  const [usual, ...others] = [...networks]
    .map(([where, members]) => ({ where, members }))
    .toSorted((a, b) => b.members.length - a.members.length);
  const odd = others.at(-1);
  if (!usual || !odd) return undefined;
  if (!haveTunnel([...byHost.keys()], (a, b) => byHost.get(a) !== byHost.get(b), context)) return undefined;
  return { odd, usual, site: odd.members[0].host.site };
}

function reportSplit({ odd, usual, site }: Split, { report }: NetworkContext): void {
  const [first, ...others] = odd.members;
  const said = ({ where, members }: Network): string =>
    `${fewOf(members.map(({ host, underlay }) => `hosts.${host.name} (${underlay.address.text})`))} ${members.length > 1 ? 'are' : 'is'} ${where}`;
  report({
    path: first.underlay.path,
    message: `${said(odd)}; ${said(usual)}: these cannot reach each other`,
    hint: `Give these groups different sites${site === undefined ? '' : `, not both ${site}`}, and each host its public address: { site: …, addresses: { public: … } }. Or say how their networks are joined: allow: { MI0661: why }.`,
    related: [usual.members[0], ...others].slice(0, MOST_RELATED).map((member) => ({
      path: member.underlay.path,
      message: member === usual.members[0] ? usual.where : odd.where,
    })),
  });
}
