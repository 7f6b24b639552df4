import type { Address } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { hostsOf } from '../manifest/network.ts';
import { hasSeat } from '../manifest/overlay.ts';
import { hasSites } from '../manifest/underlays.ts';
import { engineOf } from '../overlay/engines.ts';
import type { Opening } from '../tunnels/opening.ts';
import { wireguardHeaders } from './header-layers.ts';
import type { Encryption, Node } from './mesh.ts';
import { underlayMtu } from './mtu.ts';
import { quorumLost } from './overlay-laws.ts';
import type { PlannedAuthorities, PlannedOverlay } from './planned-overlay.ts';

/** Bytes that IPv6's header has more than IPv4's, by which Docker reckons, whatever its overlay runs on (moby, overlay's vxlanEncap). */
const IPV6_MORE = 20;

export function planOverlay(
  { overlay, networks: [main] }: Manifest,
  nodes: readonly Node[],
  encryption: Encryption | undefined,
  authorities: PlannedAuthorities,
): PlannedOverlay | undefined {
  if (!overlay) return undefined;
  const { facts, networks, dataPathPort, addressPool } = overlay;
  const hosts = hostsOf(main);
  const underlay = Math.min(...hosts.map((host) => underlayMtu(host, hasSites(hosts))));
  const family = main.tunnel.encryptedOver;
  const over = encryption && family ? wireguardHeaders(family).reduce((sum, { bytes }) => sum + bytes, 0) : 0;
  return {
    engine: facts.engine,
    seats: nodes.map(({ name }) => name).filter((name) => hasSeat(overlay, name)),
    networks: networks.map(({ name, subnet, encrypted, attachable }) => ({
      name,
      subnet: subnet && cidrText(subnet),
      encrypted,
      attachable,
    })),
    dataPathPort,
    addressPool,
    mtu: underlay - over - (main.tunnel.family === 6 ? IPV6_MORE : 0),
    authorities,
  };
}

/** @param seats of the lock, by the hosts' names of today */
export function checkQuorum(
  { overlay, hosts }: Manifest,
  seats: readonly string[] | undefined,
  reporter: Reporter,
): void {
  if (!overlay || !seats) return;
  const names = new Set(hosts.map(({ name }) => name));
  const staying = seats.filter((name) => names.has(name));
  const gone = seats.filter((name) => !names.has(name));
  const { seat, seatsKey } = overlay.facts;
  const report = (message: string, hint: string): void =>
    reporter.report(quorumLost, { path: ['overlay', seatsKey], at: 'key', message, hint });
  if (staying.length <= seats.length / 2) {
    report(
      `of the ${seatsKey} ${seats.join(', ')} only ${staying.join(', ') || 'nobody'} would stay, and no majority could agree on another ${seat}`,
      `Keep ${gone[0]} for now: name other ${seatsKey}, bring all hosts to that, then remove it.`,
    );
    return;
  }
  if (!seats.some((name) => hasSeat(overlay, name))) {
    report(
      `of the ${seatsKey} ${seats.join(', ')} none would be one any more, and others become ${seatsKey} by one that stays`,
      `Keep ${staying[0]} among them for now, bring all hosts to that, then take it out.`,
    );
    return;
  }
  const young = hosts.map(({ name }) => name).filter((name) => hasSeat(overlay, name));
  if (gone.length < young.length) return;
  const [, isMany] = gone;
  report(
    `of the ${seatsKey} ${seats.join(', ')} ${gone.join(' and ')} would leave the manifest, and once ${isMany ? 'they are' : 'it is'} down, ${young.join(' and ')} would be no majority to remove ${isMany ? 'them' : 'it'}`,
    `Keep ${gone[0]} among the hosts for now, not among the ${seatsKey}, bring all hosts to that, then remove it.`,
  );
}

/** Where its peers reach it, of which a rule has seen to it that there is one. */
export function overlayAddress({ name, wireguard, source }: Node): Address {
  const address = wireguard?.address ?? source;
  if (!address) throw new Error(`${name} has no single address`);
  return address;
}

/** What a host lets its peers in for. */
export function overlayOpenings({ engine, seats, networks, dataPathPort }: PlannedOverlay, host: string): Opening[] {
  const ports = engineOf(engine).ports.filter(({ atSeats }) => !atSeats || seats.includes(host));
  return [
    ...ports.map(({ protocol, port }): Opening => ({ protocol, port })),
    { protocol: 'udp', port: dataPathPort },
    ...(networks.some(({ encrypted }) => encrypted) ? [{ protocol: 'esp' } as const] : []),
  ];
}
