import { isUniqueLocal } from '../addresses/ipv6-block.ts';
import { DEFAULT_DOCKER } from '../manifest/network.ts';
import { containerAddress6, meshAddress6, type Subnet6, slice6 } from '../mesh/subnet6.ts';
import { dockerIpv6, filtersIpv6 } from '../os/docker-ipv6.ts';
import { dockerDaemon, type HostNetwork, type HostPlan, layoutNumbers, ownMasquerade } from './host-plan.ts';

/** The IPv6 of a network as one host has it, each a text. */
export interface HostIpv6 {
  /** The whole network. */
  readonly subnet: string;
  /** The host's address on the mesh, with the network's mask. */
  readonly mesh: string;
  /** The block that its containers' addresses come from, … */
  readonly slice: string;
  /** … the part of it that Docker gives to others than declared ones, … */
  readonly range: string;
  /** … the network that Docker sees on its bridge, … */
  readonly docker: string;
  /** … and that bridge's address, with its mask. */
  readonly bridge: string;
}

/** Undefined where its containers have none. */
export function ipv6Of(network: HostNetwork): HostIpv6 | undefined {
  const { mesh, member, layout, range } = network;
  const { subnet6 } = mesh;
  if (!subnet6) return undefined;
  const slice = slice6(subnet6, member.slice);
  const address = `${meshAddress6(subnet6, member.bridge).text}/64`;
  const whole = { subnet: subnet6.text, mesh: address, slice, range: slice6(subnet6, range) };
  // Where Docker's network is the host's own, so is it here.
  return layout.switchHasAddress
    ? { ...whole, docker: slice, bridge: bridgeIn(subnet6, network, slice) }
    : { ...whole, docker: subnet6.text, bridge: address };
}

function bridgeIn(subnet6: Subnet6, network: HostNetwork, slice: string): string {
  const address = network.layout.dockerAddress(layoutNumbers(network));
  return `${containerAddress6(subnet6, address).text}/${slice.split('/')[1]}`;
}

export const networksWithIpv6 = ({ networks }: HostPlan): HostNetwork[] =>
  networks.filter(({ mesh }) => mesh.subnet6 !== undefined);

export const hasIpv6 = (plan: HostPlan): boolean => networksWithIpv6(plan).length > 0;

/** Whether Docker keeps rules of its own for IPv6. */
export function dockerFiltersIpv6(plan: HostPlan): boolean {
  const { iptables, ip6tables, experimental } = dockerDaemon(plan);
  if (plan.os.docker.iptables === false || iptables === false || ip6tables === false) return false;
  return filtersIpv6(plan.os, plan.dockerFrom) || (ip6tables === true && experimental === true);
}

/** Whether a rule of ours masquerades its IPv6: of unique local addresses alone, and where no rule of Docker's does. */
export function ownMasquerade6(plan: HostPlan, network: HostNetwork): boolean {
  const { subnet6, masquerade } = network.mesh;
  if (!subnet6 || !masquerade || !isUniqueLocal(subnet6)) return false;
  return ownMasquerade(plan, network) || !dockerFiltersIpv6(plan);
}

/** Whether Docker's form of the options matters, and which it is: on its default network, where that is the whole subnet. */
export function dockerForm(plan: HostPlan): 'pool' | 'prefix' | undefined {
  const [main] = plan.networks;
  if (!main.mesh.subnet6 || main.mesh.docker !== DEFAULT_DOCKER || main.layout.switchHasAddress) return undefined;
  return dockerIpv6(plan.os, plan.dockerFrom) === 'prefix' ? 'prefix' : 'pool';
}

/** daemon.json keys for Docker's default network. */
export function ipv6Options(plan: HostPlan): Record<string, string | boolean> {
  const [main] = plan.networks;
  const ipv6 = main.mesh.docker === DEFAULT_DOCKER ? ipv6Of(main) : undefined;
  if (!ipv6) return {};
  // Up to /80 Docker before 28 makes addresses of MACs, which are of IPv4 addresses: unique in the whole network.
  return { ipv6: true, 'fixed-cidr-v6': dockerForm(plan) === 'pool' ? ipv6.range : ipv6.docker };
}
