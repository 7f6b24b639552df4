import { type Cidr, cidrOrNothing } from '../addresses/cidr.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { DEFAULT_AS } from './default-as.ts';
import { mainKeys } from './network.ts';
import type { ManifestInput } from './schema.ts';

/** BGP EVPN as the manifest asks for it. */
export interface WrittenControl {
  readonly reflectors: readonly string[];
  /** Autonomous system. */
  readonly as: number;
  /** Where new hosts may be. */
  readonly range: Cidr | undefined;
}

/** Where the manifest asks for it. */
export const CONTROL_PATH: ManifestPath = ['network', 'control', 'evpn'];

/** Undefined where nothing is announced. */
export function readControl(input: Pick<ManifestInput, 'network'>): WrittenControl | undefined {
  const control = mainKeys(input).control ?? 'static';
  if (control === 'static') return undefined;
  const { reflectors, as = DEFAULT_AS, range } = control.evpn;
  return { reflectors, as, range: cidrOrNothing(range) };
}
