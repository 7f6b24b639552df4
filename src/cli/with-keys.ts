import { UsageError } from '../edge/errors.ts';
import type { ManifestFile } from '../edge/manifest-file.ts';
import { readSeed, seedNameOf, seedOf } from '../edge/seed-file.ts';
import type { Options } from './options.ts';
import type { Terminal } from './terminal.ts';

/** Options with what the seed gives: the one that is named, else the environment's, else the one beside the manifest. */
export async function withKeys(options: Options, file: ManifestFile, terminal: Terminal): Promise<Options> {
  return withSeed(options, seedFor(options, file, terminal));
}

/** The same where the seed was read: a pipe gives it once. */
export async function withSeed(options: Options, seed: Uint8Array | undefined): Promise<Options> {
  if (!seed) return options;
  // Nothing but encrypted clusters needs the library for curves.
  const { keysFrom } = await import('../keys/keys-from.ts');
  return { ...options, keys: keysFrom(seed) };
}

/** The bytes themselves; undefined where there are none. */
export function seedFor(
  { seed }: Options,
  { name, lockPath }: ManifestFile,
  { env }: Terminal,
): Uint8Array | undefined {
  if (seed !== undefined) {
    const named = readSeed(seed);
    if (!named) throw new UsageError(`cannot read ${seed}: no such file`, "'meshinit keys' makes a seed.");
    return named;
  }
  const text = env['MESHINIT_SEED'];
  if (text) return seedOf(text, 'MESHINIT_SEED');
  return lockPath === undefined ? undefined : readSeed(seedNameOf(name));
}
