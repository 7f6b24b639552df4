import type { HostConfig } from '../host/host-config.ts';
import type { OsId } from '../os/ids.ts';
import { type ProviderId, providerOf } from '../providers/providers.ts';
import { compact, type Draft, type Piece, readable, whole } from './draft.ts';
import { base64Length, utf8 } from './encoding.ts';
import type { Format } from './formats/format.ts';
import type { FormatId } from './formats/ids.ts';
import { ladder, type Packing, type PackOptions, packings } from './packing.ts';

/** One host's user-data, as it is to be handed to the provider. */
export interface HostDocument {
  readonly host: string;
  readonly os: OsId;
  readonly provider: ProviderId;
  /** File name, e.g. `host1.yaml` or `host1.yaml.gz`. */
  readonly name: string;
  readonly format: FormatId;
  readonly packing: Packing;
  /** The document itself. */
  readonly content: Uint8Array;
  /** Size as the provider counts it, and the most that it takes; in bytes. */
  readonly bytes: number;
  readonly limit: number;
  /** What `bytes` would be with every file readable. */
  readonly readableBytes: number;
  /** Whether it holds something that others should not read. */
  readonly secret: boolean;
}

/**
 * Lists of peers longer than this, in bytes, are folded without trying gzip on them first: that would be larger, and
 * takes a thousand hosts 15 ms each (measured with 100 to 1,000 peers).
 */
const SURELY_FOLDED = 8192;

/**
 * Packs a host's document as little as makes it fit its provider. One that fits no way comes back all the same: its
 * `bytes` exceed its `limit`.
 * @param draftOf makes the document of these files
 * @param secret whether others should not read it
 */
export function packHost<Entry extends Piece>(
  config: HostConfig,
  format: Format,
  draftOf: (config: HostConfig) => Draft<Entry>,
  options: PackOptions,
  secret: boolean,
): HostDocument {
  const { node, os } = config.plan;
  const provider = providerOf(config.plan.input.provider);
  const { counts, limit } = provider.userData;
  const room = counts === 'base64' ? Math.floor(limit / 4) * 3 : limit;
  const counted = (bytes: number): number => (counts === 'base64' ? base64Length(bytes) : bytes);
  const draft = draftOf(config);
  const plain = readable(draft);
  const plainBytes = plain.reduce((sum, { bytes }) => sum + bytes, draft.frameBytes);
  let smallest: Attempt | undefined;
  // Where no file has an entry of its own, each is as small as it can be from the start.
  const surely = config.foldable > SURELY_FOLDED || !format.hasEntries;
  steps: for (const packing of ladder(provider, format, options)) {
    // Nothing to put together: its size is known, and a smaller step follows.
    if (packing === 'readable' && plainBytes > room && !options.readable) continue;
    for (const folds of packing === 'readable' ? [false] : surely ? [true] : [false, true]) {
      const attempt = pack(folds ? draftOf({ ...config, files: config.fold() }) : draft, packing, room);
      if (!smallest || attempt.content.length < smallest.content.length) smallest = attempt;
      if (attempt.content.length <= room) break steps;
    }
  }
  if (!smallest) throw new Error('no packing was tried');
  const { packing, content } = smallest;
  smallest.verify();
  return {
    host: node.name,
    os: os.id,
    provider: config.plan.input.provider,
    name: `${node.name}${format.extension}${packings[packing].extension}`,
    format: format.id,
    packing,
    content,
    bytes: counted(content.length),
    limit,
    readableBytes: counted(plainBytes),
    secret,
  };
}

interface Attempt {
  readonly packing: Packing;
  readonly content: Uint8Array;
  readonly verify: () => void;
}

function pack<Entry extends Piece>(draft: Draft<Entry>, packing: Packing, room: number): Attempt {
  const entries = entriesOf(draft, packing, room);
  const content = packings[packing].encode(utf8(draft.assemble(entries)));
  return { packing, content, verify: () => draft.verify(entries) };
}

function entriesOf<Entry extends Piece>(draft: Draft<Entry>, packing: Packing, room: number): Entry[] {
  if (packing === 'compact') return compact(draft, room);
  return packing === 'bundle' ? whole(draft) : readable(draft);
}
