import type { Environment } from './inputs.ts';

const VARIABLES = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'];

/**
 * Node's own fetch; where the usual variables name a proxy, undici's with an agent that obeys them, no_proxy included.
 * Node 24 would do so by itself only if a variable had been set before it started.
 */
export async function proxyFetch(env: Environment): Promise<typeof fetch> {
  if (!VARIABLES.some((name) => env[name])) return fetch;
  const undici = await import('undici');
  const dispatcher = new undici.EnvHttpProxyAgent();
  const viaProxy = (input: string | URL, init: object = {}): unknown => undici.fetch(input, { ...init, dispatcher });
  return viaProxy as typeof fetch;
}
