import { parseAddress } from '../addresses/address.ts';
import { isRecord } from './wording.ts';

const EXAMPLE = 'hosts: { host1: { address: 10.0.0.11 } }';

/** How a list of hosts, or nothing, is written as the map that is wanted. */
export function listHint(input: unknown): string {
  if (!Array.isArray(input)) return `Example: ${EXAMPLE}`;
  const known = input.slice(0, 2).map((entry, index) => hostOf(entry, index));
  if (known.length === 0 || known.some((host) => host === undefined)) return `Write a map of names: ${EXAMPLE}`;
  return `Write a map of names: hosts: { ${known.join(', ')}${input.length > 2 ? ', …' : ''} }`;
}

/** `host1: { address: 10.0.0.11 }` from an address, from `{ host1: ADDRESS }` or from a map with a name. */
function hostOf(entry: unknown, index: number): string | undefined {
  if (typeof entry === 'string') return hostText(`host${index + 1}`, entry);
  if (!isRecord(entry)) return undefined;
  const [only, ...others] = Object.entries(entry);
  if (only && others.length === 0) {
    const [name, content] = only;
    return hostText(name, isRecord(content) ? content['address'] : content);
  }
  return hostText(entry['name'] ?? entry['host'] ?? entry['hostname'], entry['address'] ?? entry['ip']);
}

function hostText(name: unknown, address: unknown): string | undefined {
  if (typeof name !== 'string' || typeof address !== 'string') return undefined;
  if (!/^[\w.-]{1,63}$/.test(name) || 'fault' in parseAddress(address)) return undefined;
  return `${name}: { address: ${address} }`;
}
