import { documentOrigin } from '../document/document-origin.ts';
import { sha256 } from '../edge/sha256.ts';
import { Failure } from './failure.ts';
import type { Asset } from './swap-plan.ts';
import type { Examined, Work } from './work.ts';

/** Larger files are none of meshinit's, in bytes: a document has half of this at most, and the checksums of 1,000 a tenth. */
const MOST = 2 ** 20;

/** Looks into a file, once: under one id content never changes. @returns undefined for one that is too large to be ours */
export async function examine({ api, examined }: Work, asset: Asset): Promise<Examined | undefined> {
  if (asset.size > MOST) return undefined;
  const known = examined.get(asset.id);
  if (known) return known;
  const content = await whole(api, asset);
  const found = { content, sha256: sha256(content), origin: documentOrigin(content) };
  examined.set(asset.id, found);
  return found;
}

const ATTEMPTS = 4;

/** A download that broke off on the way may look well: it is shorter than GitHub says, and tried again. */
async function whole(api: Work['api'], { id, name, size }: Asset): Promise<Uint8Array> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const content = await api.download(id);
    if (content.length === size) return content;
  }
  throw new Failure(`${name} has ${size} bytes on the release, but the download ended early.`);
}
