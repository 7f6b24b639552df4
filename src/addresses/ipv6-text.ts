import { collapseIPv6Number, IPv6 } from 'ip-num';

/** The number of an IPv6 address that a text spells, and its canonical spelling (RFC 5952); undefined where it spells none. */
export function readIpv6(text: string): { readonly text: string; readonly value: bigint } | undefined {
  // ip-num pads what is short; a spelling that RFC 4291 knows has no more than 39 or 45 characters anyway.
  if (text.length > 45) return undefined;
  try {
    const { value } = IPv6.fromString(text);
    return { text: ipv6Text(value), value };
  } catch {
    return undefined;
  }
}

/** The canonical spelling of a number, 0 to 2^128 - 1. */
export function ipv6Text(value: bigint): string {
  return collapseIPv6Number(IPv6.fromBigInt(value).toString());
}
