import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../src/addresses/address.ts';
import { generic } from '../../src/providers/generic.ts';
import type { MetadataService } from '../../src/providers/metadata-service.ts';
import type { Provider } from '../../src/providers/provider.ts';
import { providers } from '../../src/providers/providers.ts';

/** id, bytes, counted, gzip, base64, MTU, Ignition's id, unconfirmed: from the sources that the files name. */
const CLAIMS = [
  ['generic', 16_384, 'as-sent', false, false, undefined, undefined, []],
  ['aws', 16_384, 'as-sent', true, false, 9001, 'aws', []],
  ['azure', 65_535, 'as-sent', true, false, 1500, 'azure', []],
  ['gcp', 262_144, 'as-sent', false, false, 1460, 'gcp', ['limit', 'mtu']],
  ['digitalocean', 65_536, 'as-sent', false, false, 1500, 'digitalocean', ['mtu']],
  ['hetzner', 32_768, 'as-sent', false, true, 1450, 'hetzner', []],
  ['linode', 16_384, 'as-sent', false, false, 1500, 'akamai', ['mtu']],
  ['vultr', 16_384, 'as-sent', false, false, 1450, 'vultr', ['limit', 'mtu']],
  ['scaleway', 127_998, 'as-sent', false, false, 1500, 'scaleway', ['mtu']],
  ['ovh', 65_535, 'base64', true, false, 1500, 'openstack', ['mtu']],
  ['openstack', 65_535, 'base64', true, false, 1450, 'openstack', ['mtu']],
  ['oracle', 32_000, 'base64', true, false, 9000, 'oraclecloud', []],
  ['ibm', 65_536, 'as-sent', false, false, 1500, 'ibmcloud', ['gzip', 'base64']],
  ['exoscale', 32_767, 'base64', true, false, 1500, 'exoscale', ['mtu']],
  ['upcloud', 16_384, 'as-sent', false, false, 1500, 'upcloud', ['limit', 'mtu']],
  ['alibaba', 16_384, 'as-sent', false, false, 1500, 'aliyun', ['mtu', 'gzip', 'base64']],
  ['cloudstack', 32_768, 'base64', true, false, 1500, 'cloudstack', ['mtu']],
  ['vsphere', 524_288, 'base64', true, true, 1500, 'vmware', ['mtu']],
  ['nocloud', 1_048_576, 'as-sent', true, false, 1500, undefined, ['limit', 'mtu']],
] as const;

const claimsOf = ({ id, userData, mtu, ignition, unconfirmed = [] }: Provider) => [
  id,
  userData.limit,
  userData.counts,
  userData.gzip,
  userData.base64,
  mtu,
  ignition,
  unconfirmed,
];

describe('providers', () => {
  it.each(CLAIMS.map((claim) => ({ id: claim[0], claim })))('$id claims what its sources say', ({ id, claim }) => {
    const found: readonly Provider[] = providers.filter((provider) => provider.id === id);
    expect(found.map(claimsOf)).toEqual([claim]);
  });

  it('has no provider besides these', () => {
    expect(providers.map(({ id }) => id)).toEqual(CLAIMS.map(([id]) => id));
  });

  it('keeps containers of an unknown provider from the services of all', () => {
    const all = (providers as readonly Provider[])
      .filter(({ id }) => id !== 'generic')
      .flatMap(({ metadata }) => metadata);
    const distinct = [...new Map(all.map((service) => [service.address, service])).values()];
    const byAddress = (a: MetadataService, b: MetadataService): number => (a.address < b.address ? -1 : 1);
    expect(generic.metadata.toSorted(byAddress)).toEqual(distinct.toSorted(byAddress));
  });

  it('says of services either where they are, or why nobody knows', () => {
    for (const { id, metadata, unfixedMetadata } of providers as readonly Provider[]) {
      if (unfixedMetadata !== undefined) expect(metadata, id).toEqual([]);
      for (const { address } of metadata) expect(parseAddress(address), id).toMatchObject({ text: address });
    }
  });

  it('says one thing at most of each kind of tunnel', () => {
    for (const { id, passes = [], blocks = {}, fragile = {} } of providers as readonly Provider[]) {
      const kinds = [...passes, ...Object.keys(blocks), ...Object.keys(fragile)];
      expect(kinds, id).toEqual([...new Set(kinds)]);
    }
  });
});
