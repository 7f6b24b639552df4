import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { getAsset, isSea } from 'node:sea';
import { UsageError } from '../edge/errors.ts';

/**
 * The licences of meshinit and of what the program contains, as the build has gathered them.
 * @throws UsageError where the program comes without them
 */
export function readLicences(directory: string): string {
  if (isSea()) return getAsset('licences', 'utf8');
  try {
    return readFileSync(join(directory, 'licences.txt'), 'utf8');
  } catch {
    throw new UsageError(`the licences are not in ${directory}`, 'Install the whole package, or run: npm run build');
  }
}
