import { type Cidr, cidrText } from '../addresses/cidr.ts';
import type { Report } from '../diagnostics/reporter.ts';
import { DEFAULT_SUBNET } from '../manifest/manifest.ts';
import type { CheckContext } from './rule.ts';

/** The containers' network as a rule speaks of it. */
export interface Subnet extends Cidr {
  /** `network.subnet 10.77.0.0/16`, or that it is the default. */
  readonly text: string;
  readonly isDefault: boolean;
  /** Its place in the manifest, or none where it is the default. */
  readonly related: NonNullable<Report['related']>;
}

/** The containers' network, or undefined where the manifest has one that cannot be read. */
export function subnetOf({ manifest, isBroken }: Pick<CheckContext, 'manifest' | 'isBroken'>): Subnet | undefined {
  const block = manifest.subnet;
  if (block === undefined || isBroken(['network', 'subnet'])) return undefined;
  const isDefault = manifest.input.network?.subnet === undefined;
  return {
    ...block,
    isDefault,
    text: isDefault ? `network.subnet (by default ${DEFAULT_SUBNET})` : `network.subnet ${cidrText(block)}`,
    related: isDefault ? [] : [{ path: ['network', 'subnet'], message: 'the containers’ network' }],
  };
}
