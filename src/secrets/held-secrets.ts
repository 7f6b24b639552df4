import type { ManifestPath, Place } from '../diagnostics/diagnostic.ts';
import { readEncryption } from '../manifest/encryption.ts';
import { parseManifest } from '../manifest/parse.ts';
import type { ProjectInputs } from '../project/project-inputs.ts';
import { isInNoDocument, isKnownToPeers } from '../project/secret-places.ts';
import { findSecrets } from './find-secrets.ts';
import type { SecretKind } from './secret-facts.ts';
import { textsIn } from './taint.ts';

/** What puts into documents what others should not read. */
export interface SecretPlace extends Place {
  /** The host whose document holds it; undefined where every host's does. */
  readonly host: string | undefined;
  readonly path: ManifestPath;
  readonly kind: SecretKind;
}

/** A value of a manifest that others should not read. */
export interface HeldSecret extends SecretPlace {
  /** For masking alone: never to be printed. */
  readonly value: string;
}

/**
 * Every value of a manifest that lands in a document and is for nobody else: what came by `$secret`, private keys,
 * password hashes, passwords, tokens, credentials in addresses, and files that nobody but their owner may read.
 * @param text a manifest, YAML
 */
export function heldSecrets(text: string, inputs: ProjectInputs = {}): HeldSecret[] {
  const { source, input, taint } = parseManifest(text, inputs);
  if (!input) return [];
  const found = [
    ...findSecrets(input.defaults, ['defaults']),
    ...findSecrets(input.docker, ['docker']),
    ...Object.entries(input.hosts).flatMap(([host, value]) => findSecrets(value, ['hosts', host])),
  ].filter(({ path }) => !taint.covers(path));
  const held = taint.values.filter(({ path }) => !isInNoDocument(path));
  const tainted = held.flatMap(({ path, value }) =>
    textsIn(value).map((text) => ({ path, kind: 'value marked as secret' as const, value: text })),
  );
  return [...found, ...tainted]
    .map(({ path, kind, value }) => ({ host: ownerOf(path), path, kind, value, ...source.locate(path, 'key') }))
    .toSorted((a, b) => a.line - b.line || a.column - b.column);
}

/** The keys that are derived for a manifest's hosts: no value of it, but in their documents. */
export function derivedSecrets(text: string, inputs: ProjectInputs = {}): SecretPlace[] {
  const { source, input } = parseManifest(text, inputs);
  const path = ['encryption'];
  return input && readEncryption(input)
    ? [{ host: undefined, path, kind: 'private key', ...source.locate(path, 'key') }]
    : [];
}

const ownerOf = (path: ManifestPath): string | undefined =>
  path[0] === 'hosts' && !isKnownToPeers(path) ? String(path[1]) : undefined;
