import { isUniqueLocal } from '../../addresses/ipv6-block.ts';
import { dockerForm, hasIpv6, ipv6Of } from '../host-ipv6.ts';
import type { HostNetwork, HostPlan } from '../host-plan.ts';
import type { Part, Settings } from '../part.ts';
import check from '../scripts/ipv6-check.sh';

/** IPv6 for containers: what the mesh's script and the check know of it. Docker's options and the firewall have theirs. */
export function ipv6(plan: HostPlan): Part[] {
  if (!hasIpv6(plan)) return [];
  return [{ settings: formSettings(plan), perNetwork: plan.networks.map(settingsOf), checks: [check] }];
}

function settingsOf(network: HostNetwork): Settings {
  const ipv6 = ipv6Of(network);
  const { subnet6, masquerade } = network.mesh;
  if (!ipv6 || !subnet6) return {};
  return {
    SUBNET6: ipv6.subnet,
    BRIDGE_ADDRESS6: ipv6.bridge,
    BRIDGE_SUBNET6: ipv6.docker,
    ...(network.layout.switchHasAddress ? { SWITCH_ADDRESS6: ipv6.mesh } : {}),
    MASQUERADE6: masquerade && isUniqueLocal(subnet6),
  };
}

/** Which form Docker's options have, for its version to be held against. */
function formSettings(plan: HostPlan): Settings {
  const form = dockerForm(plan);
  return form ? { DOCKER_IPV6: form } : {};
}
