import type { ManifestPath, Place } from '../diagnostics/diagnostic.ts';
import { parseManifest } from '../manifest/parse.ts';
import { findSecrets } from './find-secrets.ts';
import type { SecretKind } from './secret-facts.ts';

/** A value of a manifest that others should not read. */
export interface HeldSecret extends Place {
  /** The host whose document holds it; undefined where every host's does. */
  readonly host: string | undefined;
  readonly path: ManifestPath;
  readonly kind: SecretKind;
  /** For masking alone: never to be printed. */
  readonly value: string;
}

/**
 * Every value of a manifest that lands in a document and is for nobody else: private keys, password hashes, passwords,
 * tokens, credentials in addresses, and files that nobody but their owner may read.
 * @param text a manifest, YAML
 */
export function heldSecrets(text: string): HeldSecret[] {
  const { source, input } = parseManifest(text);
  if (!input) return [];
  const shared = [...findSecrets(input.defaults, ['defaults']), ...findSecrets(input.docker, ['docker'])].map(
    (found) => ({ ...found, host: undefined }),
  );
  const own = Object.entries(input.hosts).flatMap(([host, value]) =>
    findSecrets(value, ['hosts', host]).map((found) => ({ ...found, host })),
  );
  return [...shared, ...own]
    .map(({ host, path, kind, value }) => ({ host, path, kind, value, ...source.locate(path, 'key') }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}
