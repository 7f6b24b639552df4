import { createTwoFilesPatch } from 'diff';
import type { HostDocument } from '../document/pack.ts';
import { isPlain } from '../document/packing.ts';
import { readDocument } from '../document/read-document.ts';
import { maskText } from '../secrets/mask.ts';
import { assetName } from './asset-names.ts';
import type { Cluster } from './cluster.ts';
import type { ReleaseApi } from './release-api.ts';
import type { Before } from './release-before.ts';

/** More hosts than these are a list, not a difference that somebody reads. */
const MOST_DIFFS = 10;
const MOST_BYTES = 256 * 1024;

/**
 * What changes in readable documents, as unified diffs against the release before.
 * A document that holds a secret, now or before, is shown on neither side.
 */
export async function documentDiffs(
  api: ReleaseApi,
  { plan, documents }: Cluster,
  { release }: Before,
  changed: readonly string[],
): Promise<{ host: string; text: string }[]> {
  const diffs: { host: string; text: string }[] = [];
  for (const document of documents) {
    const name = assetName(plan.name, document.name);
    const old = release.assets.find((asset) => asset.name === name && asset.size <= MOST_BYTES);
    const isShown = changed.includes(document.host) && isText(document) && !document.secret;
    if (!isShown || !old || diffs.length >= MOST_DIFFS) continue;
    const before = await api.download(old.id);
    // What cannot be read may hold anything.
    if (readDocument(before)?.isSecret() ?? true) continue;
    const [was = '', is = ''] = [before, document.content].map((bytes) => maskText(new TextDecoder().decode(bytes)));
    const text = createTwoFilesPatch(name, name, was, is, release.tag_name, 'now', { context: 2 });
    diffs.push({ host: document.host, text: text.replace(/^=+\n/, '') });
  }
  return diffs;
}

const isText = ({ packing }: HostDocument): boolean => isPlain(packing);
