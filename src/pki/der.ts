import { utf8 } from '../document/encoding.ts';

/*
 * The part of DER (X.690) that certificates are written in. It is written alone, never read, so this is all of it: a
 * library that does both is 190 kB and 35 ms of every start that has a seed.
 */

/** Tags of X.690's universal class; 0x20 marks what is made of others. */
const TAGS = {
  boolean: 0x01,
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  oid: 0x06,
  text: 0x0c,
  utcTime: 0x17,
  time: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** A value with its tag and its length. */
function tagged(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return joined([Uint8Array.from([tag, ...lengthOctets(length)]), ...parts]);
}

/** One octet below 128, else the number of octets and the length itself. */
function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

export const sequence = (...items: readonly Uint8Array[]): Uint8Array => tagged(TAGS.sequence, ...items);

/** A set of one, which needs no order. */
export const setOf = (item: Uint8Array): Uint8Array => tagged(TAGS.set, item);

export const trueValue = (): Uint8Array => tagged(TAGS.boolean, Uint8Array.of(0xff));

/** Octets of a positive number whose highest bit is not set and whose first octet is not 0, or a number below 128. */
export const integer = (value: number | Uint8Array): Uint8Array =>
  tagged(TAGS.integer, typeof value === 'number' ? Uint8Array.of(value) : value);

export const octets = (bytes: Uint8Array): Uint8Array => tagged(TAGS.octets, bytes);

/** @param unused bits at the end that mean nothing */
export const bits = (bytes: Uint8Array, unused = 0): Uint8Array => tagged(TAGS.bits, Uint8Array.of(unused), bytes);

export const text = (value: string): Uint8Array => tagged(TAGS.text, utf8(value));

/** `YYMMDDhhmmssZ`, which RFC 5280 wants until 2049. */
export const utcTime = (value: string): Uint8Array => tagged(TAGS.utcTime, utf8(value));

/** `YYYYMMDDhhmmssZ`. */
export const time = (value: string): Uint8Array => tagged(TAGS.time, utf8(value));

/** An object identifier, e.g. `2.5.29.17`. */
export function oid(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...arcs] = dotted.split('.').map(Number);
  return tagged(TAGS.oid, Uint8Array.from([first * 40 + second, ...arcs].flatMap(baseOf128)));
}

/** Seven bits an octet, all but the last with the highest bit set. */
function baseOf128(arc: number): number[] {
  const octetsOfArc = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octetsOfArc.unshift((rest % 128) | 0x80);
  }
  return octetsOfArc;
}

/** What a context's number tells instead of a tag: the value's octets alone. */
export const implicit = (number: number, value: Uint8Array): Uint8Array => tagged(0x80 | number, value);

/** A context's number around a value. */
export const explicit = (number: number, value: Uint8Array): Uint8Array => tagged(0xa0 | number, value);
