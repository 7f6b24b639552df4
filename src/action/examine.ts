import { type DocumentOrigin, documentOrigin } from '../document/document-origin.ts';
import type { Work } from './reach-goal.ts';
import { sha256 } from './sha256.ts';
import type { Asset } from './swap-plan.ts';

/** What a download told of an asset. */
export interface Examined {
  readonly content: Uint8Array;
  readonly sha256: string;
  /** Whose document it is, if it is one. */
  readonly origin: DocumentOrigin | undefined;
}

/** Larger files are none of meshinit's, in bytes: a document has half of this at most, and the checksums of 1,000 a tenth. */
const MOST = 2 ** 20;

/** Looks into a file, once: under one id content never changes. @returns undefined for one that is too large to be ours */
export async function examine({ api, examined }: Work, asset: Asset): Promise<Examined | undefined> {
  if (asset.size > MOST) return undefined;
  const known = examined.get(asset.id);
  if (known) return known;
  const content = await api.download(asset.id);
  const found = { content, sha256: sha256(content), origin: documentOrigin(content) };
  examined.set(asset.id, found);
  return found;
}
