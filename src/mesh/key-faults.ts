import { parseAddressRange } from '../addresses/address-range.ts';
import type { Report } from '../diagnostics/reporter.ts';
import type { LockedAuthority } from './locked-authority.ts';
import type { LockedEncryption } from './locked-keys.ts';

/** What no lock of ours says of WireGuard's keys. */
export function findKeyFault({ range, keys, former }: LockedEncryption): Report | undefined {
  const block = parseAddressRange(range);
  if ('fault' in block) return { path: ['encryption', 'range'], message: `encryption.range ${range} ${block.fault}` };
  for (const property of ['publicKey', 'id'] as const) {
    const owners = new Map<string, string>();
    for (const [name, key] of keys) {
      const owner = owners.get(key[property]);
      const word = property === 'id' ? 'id' : 'public';
      if (owner !== undefined) {
        return {
          path: ['keys', name, word],
          message: `${name} and ${owner} have one ${property === 'id' ? 'id' : 'public key'}`,
          hint: 'Restore the file from version control, or delete the line of the host that has not booted yet.',
          related: [{ path: ['keys', owner, word], message: `that of ${owner}` }],
        };
      }
      owners.set(key[property], name);
    }
  }
  for (const name of former?.keys() ?? []) {
    if (keys.has(name)) continue;
    return { path: ['former', name], at: 'key', message: `${name} has a former key, but none under keys` };
  }
  return undefined;
}

/** What no lock of ours says of an authority. */
export function findAuthorityFault({ generation, digest, former }: LockedAuthority): Report | undefined {
  if (former === undefined || (generation > 0 && former !== digest)) return undefined;
  return {
    path: ['authority', 'former'],
    message:
      generation === 0
        ? 'the first authority has no former one'
        : 'the former authority has the digest of the newer one',
  };
}
