import type { ManifestFile } from '../edge/manifest-file.ts';
import { isCi, type Terminal } from './terminal.ts';

/** Whether a CI run, whose files nobody commits, has to find the lock file there. Standard input can have none. */
export const isLockWanted = (file: ManifestFile, terminal: Terminal): boolean =>
  isCi(terminal) && file.lockPath !== undefined;
