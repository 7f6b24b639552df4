import type { Provider } from '../providers/provider.ts';
import { base64, utf8 } from './encoding.ts';
import type { Format } from './formats/format.ts';
import { gzip } from './gzip.ts';

/** How a document was made to fit, the smallest step first. */
export type Packing = 'readable' | 'compact' | 'gzip' | 'base64' | 'gzip+base64' | 'bundle';

/** Without any of them the first step that fits is taken. */
export interface PackOptions {
  /** Every file as it is, whatever the size. */
  readonly readable?: boolean | undefined;
  readonly gzip?: boolean | undefined;
  readonly base64?: boolean | undefined;
}

/** One packing. */
interface PackingFacts {
  /** What it adds to a document's name. */
  readonly extension: string;
  /** Whether the document as a whole is as its reader takes it, and a text. */
  readonly isPlain?: true;
  readonly encode: (bytes: Uint8Array) => Uint8Array;
  /** What is to be known of it, in a sentence for people. */
  readonly note?: string;
}

export const packings: Readonly<Record<Packing, PackingFacts>> = {
  readable: { extension: '', isPlain: true, encode: (bytes) => bytes },
  compact: {
    extension: '',
    isPlain: true,
    encode: (bytes) => bytes,
    note: 'compact: the readable form does not fit, so meshinit’s programs are one file, gzip in base64. If that is not enough, so are other files, and the host writes long lists itself. It is still text: paste it as it is.',
  },
  gzip: {
    extension: '.gz',
    encode: gzip,
    note: 'gzip: binary, for an API or a file; a text box would spoil it.',
  },
  base64: { extension: '.b64', encode: (bytes) => utf8(base64(bytes)), note: 'base64: text; paste it as it is.' },
  'gzip+base64': {
    extension: '.gz.b64',
    encode: (bytes) => utf8(base64(gzip(bytes))),
    note: 'gzip+base64: text; paste it as it is.',
  },
  bundle: {
    extension: '',
    isPlain: true,
    encode: (bytes) => bytes,
    note: 'bundle: not even the compact form fits, so all of meshinit’s files are one, gzip in base64, without comments; meshinit explain shows what is in it. It is still text: paste it as it is.',
  },
};

/** Whether a document so packed is a text that its reader takes as it is. */
export const isPlain = (packing: Packing): boolean => packings[packing].isPlain ?? false;

/** What to try, the smallest step first. */
export function ladder(provider: Provider, format: Format, options: PackOptions): Packing[] {
  const forced = forcedPacking(options);
  if (forced) return [forced];
  const steps = [
    'readable',
    'compact',
    'gzip',
    'gzip+base64',
    ...(format.hasEntries ? ['bundle' as const] : []),
  ] as const;
  return steps.filter((step) => isUnpacked(provider, format, step));
}

function forcedPacking({ readable, gzip: gzipped, base64: encoded }: PackOptions): Packing | undefined {
  if (readable && (gzipped || encoded)) throw new Error('readable is neither gzip nor base64');
  if (readable) return 'readable';
  if (gzipped) return encoded ? 'gzip+base64' : 'gzip';
  return encoded ? 'base64' : undefined;
}

/** Whether a provider, or what reads the document there, takes such a packing off again. */
export function isUnpacked({ userData }: Provider, { unpacks }: Format, packing: Packing): boolean {
  if (isPlain(packing)) return true;
  return unpacks && (packing === 'gzip' ? userData.gzip : userData.base64);
}
