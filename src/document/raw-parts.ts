import type { Host, Manifest } from '../manifest/manifest.ts';
import type { MergeSource } from './merge.ts';

/** Keys of the manifest for parts of a document as its format has them, in `defaults` and at a host. */
export const rawKeys = ['cloud_config', 'ignition'] as const;
export type RawKey = (typeof rawKeys)[number];

/** The parts of the manifest that make up one of a host's raw parts, in the order in which they are merged. */
export function rawSources({ input }: Pick<Manifest, 'input'>, host: Host, key: RawKey): MergeSource[] {
  const parts = [
    { path: ['defaults', key], value: input.defaults?.[key] },
    { path: ['hosts', host.name, key], value: host.input[key] },
  ];
  return parts.flatMap(({ path, value }) => (value ? [{ path, value }] : []));
}
