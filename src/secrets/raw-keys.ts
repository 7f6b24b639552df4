import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { cloudConfigKeys } from '../document/cloud-config-schema.ts';
import { isRawPart } from './key-kinds.ts';

/** Keys of Ignition's configuration (specification 3.4). */
const IGNITION_KEYS = ['ignition', 'passwd', 'storage', 'systemd', 'kernelArguments'];

let known: ReadonlySet<string> | undefined;

/** Whether a raw part's program knows no such key: then nobody can say that its value is no secret. */
export function isUnknownRawKey(path: ManifestPath, key: string): boolean {
  if (!isRawPart(path)) return false;
  if (path.at(-1) === 'daemon') return false;
  known ??= new Set([...cloudConfigKeys(), ...IGNITION_KEYS]);
  return !known.has(key);
}
