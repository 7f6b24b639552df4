import { type Cidr, cidrOrNothing } from '../addresses/cidr.ts';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { EngineFacts } from '../overlay/engine.ts';
import { engineOf } from '../overlay/engines.ts';
import type { ManifestInput } from './schema.ts';

/** Docker's own overlay as the manifest describes it, defaults filled in. */
export interface Overlay {
  readonly facts: EngineFacts;
  /** Hosts that hold its state, in the manifest's order. */
  readonly seats: readonly string[];
  /** In the manifest's order. */
  readonly networks: readonly OverlayNetwork[];
  /** UDP port of VXLAN between hosts. */
  readonly dataPathPort: number;
  /** What subnets come from where a network gives none; undefined where the engine has no such range, or it could not be read. */
  readonly addressPool: Cidr | undefined;
}

export interface OverlayNetwork {
  readonly name: string;
  readonly path: ManifestPath;
  /** Undefined where Docker chooses it. */
  readonly subnet: Cidr | undefined;
  readonly encrypted: boolean;
  readonly attachable: boolean;
}

export const DEFAULT_POOL = '10.200.0.0/16';

export function readOverlay({ overlay }: ManifestInput): Overlay | undefined {
  if (!overlay) return undefined;
  const facts = engineOf(overlay.engine);
  return {
    facts,
    seats: overlay[facts.seatsKey] ?? [],
    networks: Object.entries(overlay.networks ?? {}).map(([name, given]) => ({
      name,
      path: ['overlay', 'networks', name],
      subnet: cidrOrNothing(given?.subnet),
      encrypted: given?.encrypted ?? false,
      attachable: given?.attachable ?? true,
    })),
    dataPathPort: overlay.data_path_port ?? facts.dataPathPort,
    addressPool: facts.foreignKeys.includes('address_pool')
      ? undefined
      : cidrOrNothing(overlay.address_pool ?? DEFAULT_POOL),
  };
}

/** What addresses of an overlay's networks come from: a range, for people and where the manifest says it. */
export function overlayRanges(
  overlay: Overlay | undefined,
): { readonly block: Cidr; readonly what: string; readonly path: ManifestPath }[] {
  if (!overlay) return [];
  const { addressPool, networks } = overlay;
  return [
    ...(addressPool ? [{ block: addressPool, what: 'overlay.address_pool', path: ['overlay'] }] : []),
    ...networks.flatMap(({ subnet, path }) =>
      subnet ? [{ block: subnet, what: `${path.join('.')}.subnet`, path: [...path, 'subnet'] }] : [],
    ),
  ];
}

/** Whether a host holds its state. */
export const hasSeat = ({ seats }: Overlay, host: string): boolean => seats.includes(host);
