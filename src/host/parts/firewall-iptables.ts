import { cidrText } from '../../addresses/cidr.ts';
import { placed, programPath } from '../../os/places.ts';
import { isClosed, type OpeningWords, openingIn } from '../../tunnels/opening.ts';
import { forNetworks, hasFurther } from '../further-networks.ts';
import { hasIpv6 } from '../host-ipv6.ts';
import { type HostPlan, hasMesh, origins, ownMasquerade } from '../host-plan.ts';
import { type HostOpening, openingsOf } from '../openings-of.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import script from '../scripts/iptables.sh';
import load from '../scripts/iptables-load.sh';
import masquerade from '../scripts/iptables-masquerade.sh';
import peersOfNetworks from '../scripts/iptables-networks.sh';
import peers from '../scripts/iptables-peers.sh';
import { withPlaces } from '../shell.ts';
import { apartMatches } from './apart.ts';
import { masqueraded6, strangersMatches } from './ipv6-rules.ts';
import { metadataMatches } from './metadata-rules.ts';

const JOB = `description "meshinit: the tunnels are open only to peers"
# Before the first interface, so that no tunnel is ever open to strangers.
start on starting networking
task
exec @SBIN@/meshinit-firewall
`;

const UNIT = `[Unit]
Description=meshinit: the tunnels are open only to peers
Documentation=man:iptables(8)
# Restoring saved rules removes ours: load them after.
After=netfilter-persistent.service ufw.service local-fs.target
# Before any network, so that no tunnel is ever open to strangers.
Before=network-pre.target shutdown.target
Wants=network-pre.target
Conflicts=shutdown.target
DefaultDependencies=no

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=@SBIN@/meshinit-firewall
ExecReload=@SBIN@/meshinit-firewall

[Install]
WantedBy=multi-user.target
`;

/** For systems from before nftables, started by upstart. */
export const iptablesPart = (plan: HostPlan): Part =>
  partOf(plan, '/etc/init/meshinit-firewall.conf', JOB, programPath('firewall', plan.os));

/** The same, started by systemd. */
export const iptablesUnitPart = (plan: HostPlan): Part =>
  partOf(plan, '/etc/systemd/system/meshinit-firewall.service', UNIT, 'enable_units meshinit-firewall');

/**
 * @param starter path of the job or unit that runs the script at every boot
 * @param run the step that loads the rules at the first one
 */
const partOf = (plan: HostPlan, starter: string, content: string, run: string): Part => ({
  ...settingsOf(plan),
  files: [firewallScript(plan), textFile(starter, placed(content, plan.os), [origins.firewall])],
  steps: [{ phase: 'firewall', does: 'close the tunnels to strangers', run }],
});

const WORDS: OpeningWords = {
  udp: (port) => `-p udp --dport ${port}`,
  tcp: (port) => `! -i lo -p tcp --dport ${port}`,
  gre: '-p gre',
  esp: '-p esp',
};

/** The chain of peers ends with a refusal: what is not closed to strangers needs no rule there. */
const closedOf = (plan: HostPlan): HostOpening[] => openingsOf(plan).filter(({ opening }) => isClosed(opening));

function settingsOf(plan: HostPlan): Pick<Part, 'settings' | 'perNetwork'> {
  const [main] = plan.networks;
  const { chain } = main.mesh.names;
  const tool = main.mesh.tunnel.family === 4 ? 'iptables' : 'ip6tables';
  if (hasFurther(plan)) {
    return {
      settings: {
        IPTABLES: tool,
        TUNNEL_RULES: tunnelRules(plan).join('\n'),
        OWN_MASQUERADE: ownMasquerade(plan, main),
      },
    };
  }
  const settings = {
    IPTABLES: tool,
    PEER_CHAIN: chain,
    // The script puts a rule's begin and end around it: a further opening is a rule more.
    TUNNEL_MATCH: closedOf(plan)
      .map(({ opening }) => openingIn(WORDS, opening))
      .join(` -j ${chain}\n-A MESHINIT `),
    OWN_MASQUERADE: ownMasquerade(plan, main),
  };
  return { settings };
}

/** Each opening to the peers of every network that needs it, and then to nobody. */
const tunnelRules = (plan: HostPlan): string[] =>
  closedOf(plan).flatMap(({ opening, meshes }) => {
    const match = openingIn(WORDS, opening);
    return [...meshes.map(({ names }) => names.chain), 'DROP'].map((target) => `-A MESHINIT ${match} -j ${target}`);
  });

function furtherMasquerades(plan: HostPlan): string[] {
  const [, ...further] = plan.networks;
  return further
    .filter((network) => ownMasquerade(plan, network))
    .map(({ mesh }) => cidrText(mesh.subnet))
    .map((subnet) => `ensure iptables nat POSTROUTING -s ${subnet} ! -d ${subnet} -j MASQUERADE\n`);
}

/** Where no tunnel is: nothing is let in, and nobody kept out. */
const NO_OPENING = [
  [/^# Swaps.*\n.*\n\n/.exec(load)?.[0] ?? '', ''],
  ['retry 10 1 exchange\nensure "$IPTABLES" filter INPUT -j MESHINIT\n', ''],
] as const;

const scriptOf = (plan: HostPlan): string =>
  [
    script,
    ...(closedOf(plan).length === 0
      ? [withPlaces(load, NO_OPENING)]
      : [hasFurther(plan) ? peersOfNetworks : peers, load]),
    ...(hasMesh(plan) ? [masquerade] : []),
    ...furtherMasquerades(plan),
    ...apartMatches(plan).map((rule) => `ensure iptables mangle FORWARD ${rule}\n`),
    ...(hasIpv6(plan) ? ipv6Rules(plan) : []),
  ].join('');

const ipv6Rules = (plan: HostPlan): string[] => [
  ...masqueraded6(plan).map((to) => `ensure ip6tables nat POSTROUTING -s ${to} ! -d ${to} -j MASQUERADE\n`),
  ...[...apartMatches(plan), ...strangersMatches(plan)].map((rule) => `ensure ip6tables mangle FORWARD ${rule}\n`),
];

const firewallScript = (plan: HostPlan): PlannedFile =>
  scriptFile(
    programPath('firewall', plan.os),
    placed(forNetworks(plan, scriptOf(plan)), plan.os) + keepContainers(plan),
    [origins.firewall, ...origins.tunnels(plan), ...origins.peers(plan), ...origins.kept(plan)],
  );

/** In the table before that of Docker's rules. A kernel without IPv6 has no table for it. */
function keepContainers(plan: HostPlan): string {
  const rules = metadataMatches(plan).map(({ isIpv6, rule }) =>
    isIpv6
      ? `[ ! -e /proc/net/if_inet6 ] || ensure ip6tables mangle FORWARD ${rule}\n`
      : `ensure iptables mangle FORWARD ${rule}\n`,
  );
  return rules.length === 0 ? '' : `# Containers do not read the host's user-data.\n${rules.join('')}`;
}
