import { type Address, parseAddress } from '../addresses/address.ts';
import type { CheckContext } from './rule.ts';
import { quoted } from './wording.ts';

/** Where Docker's API listens: `HOST:PORT` taken apart. */
export interface Listen {
  readonly host: Address;
  readonly port: number;
}

const LARGEST_PORT = 65_535;

/** `0.0.0.0:2375` or `[::1]:2375`, or why a text is neither. */
export function parseListen(text: string): Listen | { readonly fault: string } {
  if (text.includes('://')) return { fault: 'has a scheme' };
  const [, bracketed, plain, port] = /^(?:\[([^\]]*)\]|([^:[\]]*)):([^:]*)$/.exec(text) ?? [];
  if (port === undefined) {
    const isIpv6 = text.split(':').length > 2;
    return { fault: isIpv6 ? 'is an IPv6 address without brackets, or without a port' : 'has no port' };
  }
  const name = bracketed ?? plain ?? '';
  if (name === '') return { fault: 'has no address before the port' };
  const host = parseAddress(name);
  if ('fault' in host) return { fault: `has the host ${quoted(name)}, which ${host.fault}` };
  if ((host.family === 6) !== (bracketed !== undefined)) return { fault: 'has brackets, which are only for IPv6' };
  if (!/^[1-9]\d{0,4}$/.test(port) || Number(port) > LARGEST_PORT) {
    return { fault: `has the port ${quoted(port)}, which is not a number from 1 to ${LARGEST_PORT}` };
  }
  return { host, port: Number(port) };
}

/** Where Docker's API listens on TCP without TLS, or undefined where it does not, or where the text is no address. */
export function plainListen({ manifest, isBroken }: CheckContext): string | undefined {
  const listen = manifest.input.docker?.listen;
  if (listen === undefined || (listen !== 'mesh' && 'fault' in parseListen(listen))) return undefined;
  const hosts = Object.entries(manifest.input.hosts);
  const hasTls = isBroken(['docker', 'tls']) || manifest.input.docker?.tls !== undefined;
  const allHaveTls = hosts.every(([name, { tls }]) => tls !== undefined || isBroken(['hosts', name, 'tls']));
  return hasTls || allHaveTls ? undefined : listen;
}
