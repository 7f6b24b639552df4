import type { Address } from '../addresses/address.ts';
import { type AddressRange, addressAt } from '../addresses/address-range.ts';

/** The containers' IPv6 network: a /64. */
export type Subnet6 = AddressRange;

/** What Docker puts before an IPv4 address to make a container's MAC, 02:42, above its 32 bits. */
const DOCKER_MAC = 0x0242 * 2 ** 32;

/** Bits before an IPv4 address. */
const BEFORE_IPV4 = 96;

/**
 * A host's mesh address: the network's and, in the last 32 bits, the IPv4 one. So the lock keeps it with that one, and no
 * list of peers needs it.
 */
export const meshAddress6 = (subnet: Subnet6, bridge: number): Address => addressAt(subnet, bridge);

/**
 * The address of a container with an IPv4 address, between them the 02:42 of its MAC: this is what Docker before 28 makes
 * by itself in any block up to /80 (moby libnetwork, drivers/bridge). So hosts of every Docker are in one network, and
 * nothing of it is a mesh address.
 */
export const containerAddress6 = (subnet: Subnet6, address: number): Address => addressAt(subnet, DOCKER_MAC + address);

/** The block of the containers of an IPv4 slice: as many addresses as that has. */
export const slice6 = (subnet: Subnet6, slice: { readonly first: number; readonly prefix: number }): string =>
  `${containerAddress6(subnet, slice.first).text}/${BEFORE_IPV4 + slice.prefix}`;
