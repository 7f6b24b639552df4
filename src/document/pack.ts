import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import type { OsId } from '../os/ids.ts';
import type { FormatId } from '../os/os.ts';
import type { Provider } from '../providers/provider.ts';
import { providerOf } from '../providers/providers.ts';
import { assertCloudConfig } from './assert-cloud-config.ts';
import { type Entry, type FileRenderer, type Frame, frame, type Piece } from './cloud-config.ts';
import { base64, base64Length, gzip, utf8 } from './encoding.ts';
import type { Passthrough } from './passthrough.ts';

/** How a document was made to fit, the smallest step first. */
export type Packing = 'readable' | 'compact' | 'gzip' | 'base64' | 'gzip+base64';

/** One host's user-data, as it is to be handed to the provider. */
export interface HostDocument {
  readonly host: string;
  readonly os: OsId;
  /** File name, e.g. `host1.yaml` or `host1.yaml.gz`. */
  readonly name: string;
  readonly format: FormatId;
  readonly packing: Packing;
  /** The document itself. */
  readonly content: Uint8Array;
  /** Size as the provider counts it, and the most that it takes; in bytes. */
  readonly bytes: number;
  readonly limit: number;
  /** Whether it holds something that others should not read. */
  readonly secret: boolean;
}

export interface PackOptions {
  /** Forced packing; without it the first step that fits is taken. */
  readonly gzip?: boolean | undefined;
  readonly base64?: boolean | undefined;
}

const EXTENSIONS: Readonly<Record<Packing, string>> = {
  readable: '',
  compact: '',
  gzip: '.gz',
  base64: '.b64',
  'gzip+base64': '.gz.b64',
};

/** Renders and packs. A document that fits no way comes back all the same: its `bytes` exceed its `limit`. */
export function packHost(
  config: HostConfig,
  passthrough: Passthrough,
  options: PackOptions,
  renderer: FileRenderer,
): HostDocument {
  const provider = providerOf(config.plan.input.provider);
  const { counts, limit } = provider.userData;
  const room = counts === 'base64' ? Math.floor(limit / 4) * 3 : limit;
  const source: Source = { files: config.files, ...frame(config, passthrough), renderer };
  let smallest: { packing: Packing; content: Uint8Array; entries: readonly Entry[] } | undefined;
  for (const packing of ladder(provider, options)) {
    const entries = packing === 'compact' ? compact(source, room) : readable(source);
    const content = pack(utf8(join(source, entries)), packing);
    if (!smallest || content.length < smallest.content.length) smallest = { packing, content, entries };
    if (content.length <= room) break;
  }
  if (!smallest) throw new Error('no packing was tried');
  const { packing, content, entries } = smallest;
  assertCloudConfig(source.valueWith(entries), config.plan);
  return {
    host: config.plan.host.name,
    os: config.plan.os.id,
    name: `${config.plan.host.name}.yaml${EXTENSIONS[packing]}`,
    format: 'cloud-config',
    packing,
    content,
    bytes: counts === 'base64' ? base64Length(content.length) : content.length,
    limit,
    secret: passthrough.secret,
  };
}

/** A document before it is put together. */
interface Source extends Frame {
  readonly files: readonly PlannedFile[];
  readonly renderer: FileRenderer;
}

function ladder({ userData }: Provider, options: PackOptions): Packing[] {
  if (options.gzip && options.base64) return ['gzip+base64'];
  if (options.gzip) return ['gzip'];
  if (options.base64) return ['base64'];
  const further: Packing[] = [
    ...(userData.gzip ? (['gzip'] as const) : []),
    ...(userData.base64 ? (['gzip+base64'] as const) : []),
  ];
  return ['readable', 'compact', ...further];
}

function pack(bytes: Uint8Array, packing: Packing): Uint8Array {
  switch (packing) {
    case 'readable':
    case 'compact':
      return bytes;
    case 'gzip':
      return gzip(bytes);
    case 'base64':
      return utf8(base64(bytes));
    case 'gzip+base64':
      return utf8(base64(gzip(bytes)));
  }
}

const join = ({ before, after }: Source, entries: readonly Piece[]): string =>
  [before, ...entries, after].map((part) => part.text).join('');

const readable = ({ files, renderer }: Source): Entry[] => files.map((file) => renderer.readable(file));

/**
 * As many packed files as it takes to fit, those that gain most first: what stays readable are the short ones, which
 * hold the host's own numbers.
 */
function compact(source: Source, room: number): Entry[] {
  const entries = readable(source);
  let total = [source.before, ...entries, source.after].reduce((sum, part) => sum + part.bytes, 0);
  const gains = source.files
    .map((file, index) => ({ index, packed: source.renderer.packed(file) }))
    .map(({ index, packed }) => ({ index, packed, gain: (entries[index]?.bytes ?? 0) - packed.bytes }))
    .filter(({ gain }) => gain > 0)
    .toSorted((a, b) => b.gain - a.gain);
  for (const { index, packed, gain } of gains) {
    if (total <= room) break;
    entries[index] = packed;
    total -= gain;
  }
  return entries;
}

/** A document's largest parts, for the message that it is too large. */
export function largestParts(
  config: HostConfig,
  passthrough: Passthrough,
  count: number,
): { name: string; bytes: number }[] {
  const theirs = Object.entries(passthrough.value).map(([key, value]) => ({
    name: `cloud_config.${key}`,
    bytes: JSON.stringify(value)?.length ?? 0,
  }));
  const ours = config.files.map((file) => ({ name: file.path, bytes: utf8(file.content).length }));
  return [...theirs, ...ours].toSorted((a, b) => b.bytes - a.bytes).slice(0, count);
}
