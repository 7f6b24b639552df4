import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is not answered. */
export interface Refusal {
  readonly status: 403 | 404 | 405 | 415;
  readonly why: string;
}

const METHODS = ['GET', 'HEAD', 'PUT'];

/**
 * Refuses what does not come from the page itself. Other pages, and programs of other users of this machine, reach the port
 * too: they know no token, and browsers tell where a request comes from.
 * @param hosts the names and ports that the server is called by: of any other, somebody's DNS points here (rebinding)
 */
export function refusalOf(
  { method = '', headers, url = '' }: Pick<IncomingMessage, 'method' | 'headers' | 'url'>,
  hosts: readonly string[],
  token: string,
): Refusal | undefined {
  const { host = '', origin } = headers;
  if (!hosts.includes(host)) return { status: 403, why: 'unexpected Host header' };
  if (!isEqual(url.split('/')[1] ?? '', token)) return { status: 404, why: 'the URL lacks its token' };
  if (!METHODS.includes(method)) return { status: 405, why: 'only GET, HEAD and PUT are known' };
  if (origin !== undefined && origin !== `http://${host}`)
    return { status: 403, why: 'the request comes from another page' };
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && !(site === 'none' && method !== 'PUT')) {
    return { status: 403, why: 'the request comes from another page' };
  }
  if (method !== 'PUT') return undefined;
  // Browsers send it with every PUT.
  if (origin === undefined) return { status: 403, why: 'the request does not say where it comes from' };
  const isJson = headers['content-type'] === 'application/json';
  return isJson ? undefined : { status: 415, why: 'a manifest comes as application/json' };
}

/** In a time that tells nothing of where they differ. */
function isEqual(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
