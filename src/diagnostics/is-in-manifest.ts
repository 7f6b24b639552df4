import type { Place, SourceId } from './diagnostic.ts';

/** Whether a place is in the manifest itself: not in its lock, nor in a file that it includes. */
export const isInManifest = ({
  file,
  source,
}: Pick<Place, 'file'> & { readonly source?: SourceId | undefined }): boolean =>
  source !== 'lock' && file === undefined;
