import { geneve } from './geneve.ts';
import { gre } from './gre.ts';
import { none } from './none.ts';
import type { Opening } from './opening.ts';
import type { Family, TunnelKindFacts } from './tunnel.ts';
import { vxlan } from './vxlan.ts';

/** Every tunnel kind. Adding one: its file, its import and its place here. */
const known = { gre, vxlan, geneve, none } as const;

export type TunnelKind = keyof typeof known;

/** One that stands under another's name, or is no tunnel, does not compile. */
const byKind: Readonly<Record<TunnelKind, TunnelKindFacts>> = known satisfies {
  readonly [Kind in TunnelKind]: TunnelKindFacts & { readonly kind: Kind };
};

export const tunnels: readonly TunnelKindFacts[] = Object.values(byKind);

export const tunnelKinds = Object.keys(byKind) as TunnelKind[];

export const tunnelOf = (kind: TunnelKind): TunnelKindFacts => byKind[kind];

/** Whether packets go as they are: over WireGuard or the underlay itself. */
export const isPlain = (kind: TunnelKind): boolean => tunnelOf(kind).protocol === undefined;

/** Those that are tunnels. */
export const encapsulations: readonly TunnelKind[] = tunnelKinds.filter((kind) => !isPlain(kind));

/** What a host lets in for tunnels of this kind. */
export function tunnelOpenings(kind: TunnelKind, port: number | undefined): Opening[] {
  const { protocol, title } = tunnelOf(kind);
  if (protocol === undefined) return [];
  if (protocol !== 'udp') return [{ protocol }];
  if (port === undefined) throw new Error(`${title} has a port by default`);
  return [{ protocol, port }];
}

/** The headers between the underlay's MTU and the inner IP packet, outermost first, in bytes. */
export function tunnelHeaders(kind: TunnelKind, family: Family, keyed: boolean): { name: string; bytes: number }[] {
  if (isPlain(kind)) return [];
  const facts = tunnelOf(kind);
  const outer = family === 4 ? { name: 'IPv4', bytes: 20 } : { name: 'IPv6', bytes: 40 };
  const key = keyed && facts.keyBytes > 0 ? [{ name: 'key', bytes: facts.keyBytes }] : [];
  const [first, ...rest] = facts.headers;
  return first ? [outer, first, ...key, ...rest] : [outer];
}
