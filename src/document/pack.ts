import type { HostConfig } from '../host/host-config.ts';
import { hostInput } from '../host/host-plan.ts';
import type { OsId } from '../os/ids.ts';
import type { FormatId } from '../os/os.ts';
import type { Provider } from '../providers/provider.ts';
import { providerOf } from '../providers/providers.ts';
import { cloudConfig, type WrittenFile } from './cloud-config.ts';
import { base64, base64Length, gzip, utf8 } from './encoding.ts';
import type { Passthrough } from './passthrough.ts';

/** How a document was made to fit, the smallest step first. */
export type Packing = 'readable' | 'compact' | 'gzip' | 'base64' | 'gzip+base64';

/** One host's user-data, as it is to be handed to the provider. */
export interface HostDocument {
  readonly host: string;
  /** File name, e.g. `host1.yaml` or `host1.yaml.gz`. */
  readonly name: string;
  readonly os: OsId;
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
export function packHost(config: HostConfig, passthrough: Passthrough, options: PackOptions): HostDocument {
  const provider = providerOf(hostInput(config.plan).provider);
  let smallest: HostDocument | undefined;
  for (const packing of ladder(provider, options)) {
    const content = pack(config, passthrough, packing);
    const { counts, limit } = provider.userData;
    const document: HostDocument = {
      host: config.plan.host.name,
      name: `${config.plan.host.name}.yaml${EXTENSIONS[packing]}`,
      os: config.plan.os.id,
      format: 'cloud-config',
      packing,
      content,
      bytes: counts === 'base64' ? base64Length(content.length) : content.length,
      limit,
      secret: passthrough.secret,
    };
    if (document.bytes <= limit) return document;
    if (!smallest || document.bytes < smallest.bytes) smallest = document;
  }
  if (!smallest) throw new Error('no packing was tried');
  return smallest;
}

function ladder({ userData }: Provider, options: PackOptions): Packing[] {
  if (options.gzip && options.base64) return ['gzip+base64'];
  if (options.gzip) return ['gzip'];
  if (options.base64) return ['base64'];
  return [
    'readable',
    'compact',
    ...(userData.gzip ? (['gzip'] as const) : []),
    ...(userData.base64 ? (['gzip+base64'] as const) : []),
  ];
}

function pack(config: HostConfig, passthrough: Passthrough, packing: Packing): Uint8Array {
  const files = packing === 'compact' ? config.files.map(packFile) : config.files.map(plainFile);
  const text = utf8(cloudConfig(config, files, passthrough));
  switch (packing) {
    case 'readable':
    case 'compact':
      return text;
    case 'gzip':
      return gzip(text);
    case 'base64':
      return utf8(base64(text));
    case 'gzip+base64':
      return utf8(base64(gzip(text)));
  }
}

type File = HostConfig['files'][number];

const plainFile = ({ path, mode, content }: File): WrittenFile => ({ path, mode, content, packed: false });

/** gzip in base64 where that is smaller: still text that can be pasted. */
function packFile(file: File): WrittenFile {
  const packed = base64(gzip(utf8(file.content)));
  return packed.length < file.content.length
    ? { path: file.path, mode: file.mode, content: packed, packed: true }
    : plainFile(file);
}

/** A document's largest files, for the message that it is too large. */
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
