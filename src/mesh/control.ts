import type { WrittenControl } from '../manifest/control.ts';
import type { Opening } from '../tunnels/opening.ts';
import type { Control, Membership, Mesh } from './mesh.ts';

export const controlOf = ({ reflectors, as, range }: WrittenControl): Control => ({
  kind: 'evpn',
  as,
  reflectors,
  range,
});

/** BGP (RFC 4271), and BFD on one link and over routers (RFC 5881, RFC 5883). */
export const controlOpenings: readonly Opening[] = [
  { protocol: 'tcp', port: 179 },
  { protocol: 'udp', port: 3784 },
  { protocol: 'udp', port: 4784 },
];

export const isReflector = ({ reflectors }: Control, host: string): boolean => reflectors.includes(host);

/** Whom a host has a session with: a reflector with all others, any other with the reflectors. */
export const sessionsOf = (control: Control, { name, links }: Membership): Membership['links'] =>
  isReflector(control, name) ? links : links.filter(({ peer }) => isReflector(control, peer.name));

/** The sessions of a cluster, each once: the reflector first. */
export function controlSessions(control: Control, { members }: Pick<Mesh, 'members'>): [string, string][] {
  const { reflectors } = control;
  return reflectors.flatMap((reflector, index) =>
    members.flatMap(({ name }): [string, string][] =>
      name === reflector || reflectors.slice(0, index).includes(name) ? [] : [[reflector, name]],
    ),
  );
}
