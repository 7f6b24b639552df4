import { dataplaneSettings } from '../../dataplanes/dataplanes.ts';
import { hasFurther } from '../further-networks.ts';
import { dockerMac, type HostPlan } from '../host-plan.ts';
import type { Part } from '../part.ts';

/** Variables of what `meshinit-mesh` builds itself. */
export const buildSettings = (plan: HostPlan): Pick<Part, 'settings' | 'perNetwork'> => ({
  settings: { UNDERLAY: plan.node.source?.text ?? '' },
  perNetwork: plan.networks.map((network) => ({ BRIDGE_MAC: dockerMac(network), ...dataplaneSettings(plan, network) })),
});

/** The same on a stack whose own files make the main network, where there are others. */
export const furtherSettings = (plan: HostPlan): Pick<Part, 'settings' | 'perNetwork'> =>
  hasFurther(plan) ? buildSettings(plan) : {};
