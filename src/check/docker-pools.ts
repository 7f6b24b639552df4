import { type Cidr, parseCidr } from '../addresses/cidr.ts';
import type { Manifest } from '../manifest/manifest.ts';

/**
 * The address pools that the manifest gives Docker, from which it takes ranges for networks that name none. Only those that
 * can be read: Docker itself says what is wrong with the others.
 */
export function givenPools({ input }: Pick<Manifest, 'input'>): Cidr[] {
  const value = input.docker?.daemon?.['default-address-pools'];
  if (!Array.isArray(value)) return [];
  return value.flatMap((pool: unknown) => {
    const base = typeof pool === 'object' && pool !== null && 'base' in pool ? pool.base : undefined;
    const block = typeof base === 'string' ? parseCidr(base) : { fault: '' };
    return 'fault' in block ? [] : [block];
  });
}
