import { collapseIPv6Number, IPv4, IPv6 } from 'ip-num';
import type { Family } from '../tunnels/tunnel.ts';

/** An IP address as people write it, in its one canonical spelling (RFC 5952 for IPv6). */
export interface Address {
  readonly family: Family;
  readonly text: string;
  readonly value: bigint;
}

/** The address that a text spells, or why it spells none. Host bits, zones and octal-looking parts are refused. */
export function parseAddress(text: string): Address | { readonly fault: string } {
  if (text !== text.trim()) return { fault: 'has a space around it' };
  if (text.includes('/')) return { fault: 'has a prefix length; expected only an address' };
  if (text.includes('%')) return { fault: 'has a zone; an address that every peer can reach has none' };
  return text.includes(':') ? parseIpv6(text) : parseIpv4Address(text);
}

function parseIpv6(text: string): Address | { readonly fault: string } {
  // ip-num pads what is short; a spelling that RFC 4291 knows has no more than 39 or 45 characters anyway.
  if (text.length > 45) return { fault: 'is not an IPv6 address' };
  try {
    const address = IPv6.fromString(text);
    return { family: 6, text: collapseIPv6Number(address.toString()), value: address.value };
  } catch {
    return { fault: 'is not an IPv6 address' };
  }
}

function parseIpv4Address(text: string): Address | { readonly fault: string } {
  const parts = text.split('.');
  if (parts.length === 4 && parts.every((part) => /^\d+$/.test(part)) && parts.some((part) => /^0\d/.test(part))) {
    return { fault: 'has a part with a leading zero, which some programs read as octal' };
  }
  if (/[a-z]/i.test(text)) return { fault: 'is a name; expected an IPv4 or IPv6 address' };
  try {
    const address = IPv4.fromString(text);
    return { family: 4, text: address.toString(), value: address.value };
  } catch {
    return { fault: 'is not an IPv4 address: four numbers from 0 to 255, separated by dots' };
  }
}

/** IPv4 address from its number, 0 to 2^32 - 1. */
export function ipv4Text(value: number): string {
  return `${value >>> 24}.${(value >>> 16) & 255}.${(value >>> 8) & 255}.${value & 255}`;
}
