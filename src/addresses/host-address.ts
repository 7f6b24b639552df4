import type { Family } from '../tunnels/tunnel.ts';
import { type Address, parseAddress } from './address.ts';

/** A DNS name, which the hosts resolve, and the family of the answers that they want. */
export interface NamedAddress {
  readonly family: Family;
  /** In lower case, without a dot at its end. */
  readonly text: string;
  readonly isName: true;
}

/** Where a host is reached. */
export type HostAddress = Address | NamedAddress;

export const isNamed = (address: HostAddress): address is NamedAddress => 'isName' in address;

/** How a manifest says that a host is behind NAT. No name with a domain is spelled so. */
export const NO_ADDRESS = 'none';

/** Whether nobody reaches it first. */
export const isHidden = (address: HostAddress): boolean => isNamed(address) && address.text === NO_ADDRESS;

/** RFC 1123 labels with dots between; a last label that begins with a digit is of no domain, but of a mistyped address. */
const NAME = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/;

/**
 * An IP address, or a DNS name with a dot in it.
 * @param family of a name's answers
 */
export function parseHostAddress(text: string, family: Family): HostAddress | { readonly fault: string } {
  const address = parseAddress(text);
  if (!('fault' in address)) return address;
  const name = text.toLowerCase().replace(/\.$/, '');
  if (NAME.test(name)) return { family, text: name, isName: true };
  if (/^[a-z][a-z0-9-]*$/.test(name)) return { fault: 'is neither an address nor a name with a domain' };
  // Two colons are IPv6's; what has letters otherwise may have been meant for either.
  const isLikeName = /[a-z_]/.test(name) && !/:.*:/.test(name);
  return isLikeName ? { fault: 'is neither an IP address nor a DNS name' } : address;
}
