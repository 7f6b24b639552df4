// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a shell fills these in, not JavaScript.
import type { HostPlan } from './host-plan.ts';

type Networks = Pick<HostPlan, 'networks'>;

export const hasFurther = ({ networks }: Networks): boolean => networks.length > 1;

/** What stands before a check of a whole host, which runs once and not again for each network. */
export const once = (plan: Networks): string => (hasFurther(plan) ? '[ "$NETWORK" ] || ' : '');

/** The names of the networks besides the main one: a script runs once more for each, with NETWORK set to it. */
export const networkList = ({ networks }: Networks): string =>
  networks
    .slice(1)
    .map(({ mesh }) => mesh.name)
    .join(' ');

/** Whether one of a host's networks rides the main one's tunnels. */
export const hasVlans = ({ networks }: Networks): boolean => networks.some(({ mesh }) => mesh.vlan !== undefined);

/** A script once more for each further network, whose own file leaves it no others. */
const AGAIN = 'for network in $FURTHER; do NETWORK=$network "$0" "$@"; done\n';

/** A network without names of peers has no such list. */
const NAMES = '"/etc/meshinit/names${NETWORK:+.$NETWORK}"';

/**
 * Texts of our scripts, and what stands in their place on a host of several networks: so one of a single network has not a
 * byte of the others' scripts.
 */
export const SEVERAL: readonly (readonly [one: string, several: string])[] = [
  // Of a further network what differs from the main one's.
  [
    'PEERS=/etc/meshinit/peers\ndoing',
    '[ -z "${NETWORK:=}" ] || . "/etc/meshinit/network.$NETWORK"\nPEERS=/etc/meshinit/peers${NETWORK:+.$NETWORK}\ndoing',
  ],
  // A check's words say which network it is about.
  ['what=$1 is=ok', 'what=$1${NETWORK:+ in $NETWORK} is=ok'],
  // Open vSwitch finds marked ports of every switch: each network has a mark of its own.
  [`'external_ids:meshinit!=""'`, '"external_ids:meshinit$NETWORK!=\\"\\""'],
  ['external_ids:meshinit="$name"', 'external_ids:meshinit"$NETWORK=$name"'],
  ['[ ! -e /var/lib/meshinit/ready ]', `${AGAIN}[ ! -e /var/lib/meshinit/ready ]`],
  [
    '[ -z "$failed" ] || ! echo See docs/troubleshooting.md',
    `for network in $FURTHER; do NETWORK=$network "$0" || failed=$network; done
[ -z "$failed" ] || ! \${NETWORK:+:} echo See docs/troubleshooting.md`,
  ],
  ["echo 'a peer has a new address'", "NETWORK=''\necho 'a peer has a new address'"],
  ['\nask\nresolved >', `\n${AGAIN}[ -e ${NAMES} ] || exit 0\nask\nresolved >`],
  ['\nwhile read -r _ remote bridge name', `\n[ ! -e ${NAMES} ] || while read -r _ remote bridge name`],
  ['done </etc/meshinit/names', `done <${NAMES}`],
  [`awk '{ print "add element inet meshinit peers {", $2, "}" }' "$PEERS"`, 'fill'],
  // A further network's samples have a label more.
  [
    "awk '\n    { ok =",
    `awk '\n${'    function network() { return $(NF - 1) == "in" ? ",network=\\"" $NF "\\"" : "" }\n'}    { ok =`,
  ],
  ['peer=\\"%s\\"} %d", $2, $5, ok)', 'peer=\\"%s\\"%s} %d", $2, $5, network(), ok)'],
  ['peer=\\"%s\\"} %d", $1, ok)', 'peer=\\"%s\\"%s} %d", $1, network(), ok)'],
];

/** A script of ours as a host of these networks has it. */
export const forNetworks = (plan: Networks, text: string): string => (hasFurther(plan) ? forSeveral(text) : text);

export const forSeveral = (text: string): string =>
  SEVERAL.reduce((filled, [one, several]) => filled.replaceAll(one, () => several), text);
