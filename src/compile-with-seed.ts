import { type Compilation, compile as compileWithKeys, type CompileOptions as WithKeys } from './compile.ts';
import { SEED_BYTES } from './keys/keys.ts';
import { keysFrom } from './keys/keys-from.ts';

/** Everything that a compilation depends on besides the manifest's text. */
export interface CompileOptions extends Omit<WithKeys, 'keys' | 'isTrial'> {
  /** 32 bytes, which hosts' private keys are derived from where tunnels are encrypted. */
  readonly seed?: Uint8Array | undefined;
}

/**
 * Manifest to documents. Pure: no I/O, no clock; the same input gives the same bytes. Never throws for what the
 * manifest holds.
 * @param text the manifest, YAML
 */
export function compile(text: string, { seed, ...options }: CompileOptions = {}): Compilation {
  if (seed && seed.length !== SEED_BYTES) throw new RangeError(`a seed has ${SEED_BYTES} bytes, not ${seed.length}`);
  return compileWithKeys(text, { ...options, keys: seed && keysFrom(seed) });
}
