import { cidrText } from '../../addresses/cidr.ts';
import type { Family } from '../../tunnels/tunnel.ts';
import { hasFurther } from '../further-networks.ts';
import { dockerFiltersIpv6, hasIpv6 } from '../host-ipv6.ts';
import type { HostNetwork, HostPlan } from '../host-plan.ts';
import { dropsForwarded } from './docker-options.ts';

/**
 * Whether Docker's own rules in iptables keep all bridges of its networks apart (moby libnetwork
 * drivers/bridge/setup_ip_tables.go, DOCKER-ISOLATION-STAGE-1), and an internal one from the rest.
 */
const dockerKeepsApart = (plan: HostPlan): boolean =>
  dropsForwarded(plan) && (!hasIpv6(plan) || dockerFiltersIpv6(plan));

/** Nothing is forwarded from one network to another, nor in or out of one that is internal, whatever Docker's rules are. */
export interface Apart {
  readonly network: HostNetwork;
  /** Devices that packets of the network are forwarded by: of an internal one a single one, since it is of layout `shared`. */
  readonly devices: readonly string[];
  readonly others: readonly string[];
}

export function apartOf(plan: HostPlan): Apart[] {
  if (!hasFurther(plan) || dockerKeepsApart(plan)) return [];
  const devices = new Map(plan.networks.map((network) => [network, forwardingDevices(plan, network)]));
  return plan.networks.map((network) => ({
    network,
    devices: devices.get(network) ?? [],
    others: plan.networks.filter((other) => other !== network).flatMap((other) => devices.get(other) ?? []),
  }));
}

/** Devices by which a host forwards packets of a network. */
export const forwardingDevices = ({ dataplane }: HostPlan, { mesh: { names }, layout }: HostNetwork): string[] => [
  names.bridge,
  ...(layout.switchHasAddress ? [dataplane.switchName(names)] : []),
];

/** A chain of an nftables table. '' for a host of one network. */
export function apartChain(plan: HostPlan): string {
  const rules = apartOf(plan).flatMap(({ network: { mesh }, devices, others }) => {
    const own = setOf(devices);
    if (!mesh.internal) return [`iifname ${own} oifname ${setOf(others)} drop`];
    return [`iifname ${own} oifname != ${own} drop`, `iifname != ${own} oifname ${own} drop`];
  });
  if (rules.length === 0) return '';
  return `  chain apart {
    type filter hook forward priority filter - 10
    # From no network to another, and from an internal one to nowhere.
${rules.map((rule) => `    ${rule}\n`).join('')}  }
`;
}

const setOf = (devices: readonly string[]): string => `{ ${devices.map((device) => `"${device}"`).join(', ')} }`;

/** Rules of iptables without their chain, that is FORWARD of table mangle: Docker puts its own first into the filter's. */
export const apartMatches = (plan: HostPlan): string[] =>
  apartOf(plan).flatMap(({ network: { mesh }, devices, others }) =>
    devices.flatMap((device) =>
      mesh.internal
        ? [`-i ${device} ! -o ${device} -j DROP`, `! -i ${device} -o ${device} -j DROP`]
        : others.map((other) => `-i ${device} -o ${other} -j DROP`),
    ),
  );

/** Rules of firewalld's rich language, which knows addresses, no devices. */
export const apartRichRules = (plan: HostPlan): string =>
  [
    ...richRules(plan, 4, ({ mesh }) => cidrText(mesh.subnet)),
    ...richRules(plan, 6, ({ mesh }) => mesh.subnet6?.text),
  ].join('');

function richRules(plan: HostPlan, family: Family, subnetOf: (network: HostNetwork) => string | undefined): string[] {
  const ruleOf = (source: string, destination: string): string =>
    `  <rule family="ipv${family}"><source ${source}/><destination ${destination}/><drop/></rule>\n`;
  return apartOf(plan).flatMap(({ network }) => {
    const subnet = subnetOf(network);
    if (subnet === undefined) return [];
    const own = `address="${subnet}"`;
    const inverted = `${own} invert="True"`;
    if (network.mesh.internal) return [ruleOf(own, inverted), ruleOf(inverted, own)];
    const others = plan.networks.filter((other) => other !== network).flatMap((other) => subnetOf(other) ?? []);
    return others.map((other) => ruleOf(own, `address="${other}"`));
  });
}
