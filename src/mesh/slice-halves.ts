import { blockAt, type Cidr } from '../addresses/cidr.ts';

/** What Docker gives its containers from, where a host has declared ones. */
export const lowerHalf = (slice: Cidr): Cidr => (slice.prefix === 32 ? slice : blockAt(slice.first, slice.prefix + 1));

/** What declared containers have their addresses from; a slice of one address has no halves. */
export const upperHalf = (slice: Cidr): Cidr | undefined =>
  slice.prefix === 32 ? undefined : blockAt(slice.last, slice.prefix + 1);
