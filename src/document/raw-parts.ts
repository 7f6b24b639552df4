import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { FormatId } from './formats/ids.ts';
import type { MergeSource } from './merge.ts';

/** Keys of the manifest for parts of a document as its format has them, in `defaults` and at a host. */
export const rawKeys = ['cloud_config', 'ignition'] as const;
export type RawKey = (typeof rawKeys)[number];

/** What each format of documents takes; undefined where it takes none. */
export const rawKeyOf = {
  'cloud-config': 'cloud_config',
  ignition: 'ignition',
  script: undefined,
} as const satisfies Readonly<Record<FormatId, RawKey | undefined>>;

/** What the user's raw part adds to a host's document. */
export interface Passthrough {
  readonly value: Readonly<Record<string, unknown>>;
  /** Whether it holds something that others should not read: the document is then for its owner alone. */
  readonly secret: boolean;
}

/** The parts of the manifest that make up one of a host's raw parts, in the order in which they are merged. */
export function rawSources({ input }: Pick<Manifest, 'input'>, host: Host, key: RawKey): MergeSource[] {
  const sources: MergeSource[] = [];
  const [shared, own] = [input.defaults?.[key], host.input[key]];
  if (shared) sources.push({ path: ['defaults', key], value: shared });
  if (own) sources.push({ path: ['hosts', host.name, key], value: own });
  return sources;
}
