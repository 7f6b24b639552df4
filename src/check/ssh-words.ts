import { parseAddress } from '../addresses/address.ts';

/** What no shell and no ssh reads as anything but a name: it begins no option, and needs no quotes. */
const WORD = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,254}$/;
/** A login's name: with the domain that some directories put behind it. */
const USER = /^[A-Za-z0-9_][A-Za-z0-9._@+-]{0,254}$/;
const PORT = /^[1-9]\d{0,4}$/;

const isAddress = (text: string): boolean => !('fault' in parseAddress(text));

export const isSshUser = (text: string): boolean => USER.test(text);

/** A name, an alias of ssh's configuration, or an address. */
export const isSshHost = (text: string): boolean => WORD.test(text) || isAddress(text);

/** `[USER@]HOST[:PORT]`, the host of IPv6 in brackets; several with commas between, or `none`: as for `ssh -J`. */
export const isSshJump = (text: string): boolean => text.split(',').every(isHop);

function isHop(text: string): boolean {
  const at = text.lastIndexOf('@');
  if (at !== -1 && !isSshUser(text.slice(0, at))) return false;
  const [, inner, bare, port] = /^(?:\[([^[\]]*)\]|([^:]*))(?::(.*))?$/.exec(text.slice(at + 1)) ?? [];
  if (port !== undefined && !(PORT.test(port) && Number(port) <= 65_535)) return false;
  return inner === undefined ? WORD.test(bare ?? '') : isAddress(inner);
}
