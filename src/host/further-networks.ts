import type { HostPlan } from './host-plan.ts';
import furtherNetworks from './scripts/networks.sh';
import { shellFunction } from './shell.ts';

type Networks = Pick<HostPlan, 'networks'>;

export const hasFurther = ({ networks }: Networks): boolean => networks.length > 1;

/** What a script loops over: the names of the networks besides the main one. */
export const networkList = ({ networks }: Networks): string =>
  networks
    .slice(1)
    .map(({ mesh }) => mesh.name)
    .join(' ');

/** `in_each` and `in_further` of common.sh, where there is something to loop over. */
export const loopFunctions = (plan: Networks): string[] => (hasFurther(plan) ? [furtherNetworks] : []);

/** Whether one of a host's networks rides the main one's tunnels. */
export const hasVlans = ({ networks }: Networks): boolean => networks.some(({ mesh }) => mesh.vlan !== undefined);

/** Lines of a script once, or once in each network where there are several. */
export const inEach = (plan: Networks, name: string, lines: string): string =>
  hasFurther(plan) ? `${shellFunction(name, lines)}in_each ${name}\n` : lines;

/**
 * What stands in a script where one network needs nothing, or something short: `@NAME@`, with one network and with
 * several. So a host of one network has not a byte of the others' scripts.
 */
const PLACES: Readonly<Record<string, readonly [one: string, several: string]>> = {
  // After a check's words: which network it is about.
  // biome-ignore lint/suspicious/noTemplateCurlyInString: shell fills it in.
  IN: ['', '${NETWORK:+ in $NETWORK}'],
  // Open vSwitch finds marked ports of every switch.
  MARKED: [
    `ovs-vsctl --retry --timeout=60 --bare --columns=name find Port 'external_ids:meshinit!=""'`,
    'marked_ports',
  ],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: shell fills it in.
  NAMES: ['/etc/meshinit/names', '"/etc/meshinit/names${NETWORK:+.$NETWORK}"'],
  FILL: [`awk '{ print "add element inet meshinit peers {", $2, "}" }' "$PEERS"`, 'in_each fill'],
  NUMBERS: ['/etc/meshinit/host.conf', '@LIB@/common.sh\ntrap - EXIT'],
  // Of an awk program: a sample's label.
  LABEL: ['', '%s'],
  LABELLED: ['', ', network()'],
  LABELS: ['', '    function network() { return $(NF - 1) == "in" ? ",network=\\"" $NF "\\"" : "" }\n'],
};

/** A constant text of ours with each of these places filled. */
export const forNetworks = (plan: Networks, text: string): string => forNumber(hasFurther(plan), text);

/** @param several whether the host is in several networks */
export function forNumber(several: boolean, text: string): string {
  const at = several ? 1 : 0;
  return Object.entries(PLACES).reduce(
    (filled, [name, forms]) => filled.replaceAll(`@${name}@`, () => forms[at]),
    text,
  );
}
