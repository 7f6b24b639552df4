import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { ManifestInput } from './schema.ts';

/** What may stand in `docker.tls` and `hosts.<name>.tls`. */
export const tlsParts = ['ca', 'cert', 'key'] as const;
export type TlsPart = (typeof tlsParts)[number];

/** Whether a text is the file's content rather than its path on the host. */
export const isInline = (text: string): boolean => text.includes('-----') || text.includes('\n');

/** What neither systemd's lines nor a shell read as more than itself. */
const PATH = /^(\/[A-Za-z0-9._@+-]+)+$/;

const CERTIFICATES = /^(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]+\n)+-----END CERTIFICATE-----\n)+$/;
const PRIVATE_KEY =
  /^(-----BEGIN EC PARAMETERS-----\n([A-Za-z0-9+/=]+\n)+-----END EC PARAMETERS-----\n)?-----BEGIN ((?:RSA |EC )?PRIVATE KEY)-----\n([A-Za-z0-9+/=]+\n)+-----END \3-----\n$/;

/** A PEM text as it lands on the host: lines without blanks, each with its end. */
export const pemText = (text: string): string => {
  const lines = text.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '')
    .map((line) => `${line}\n`)
    .join('');
};

/** What is wrong with a TLS file, without a word of its content; undefined where nothing is. */
export function tlsFileFault(part: TlsPart, text: string): string | undefined {
  if (isInline(text)) return pemFault(part, text);
  if (!text.startsWith('/')) return 'is neither an absolute path on the host nor a PEM text';
  if (!PATH.test(text)) return 'is a path with characters other than letters, digits and . _ @ + -, or with //';
  return text.split('/').some((step) => step === '.' || step === '..') ? 'is a path with . or ..' : undefined;
}

function pemFault(part: TlsPart, text: string): string | undefined {
  if (part !== 'key') {
    if (text.includes('PRIVATE KEY')) return 'contains a private key, which belongs only in key';
    return CERTIFICATES.test(pemText(text)) ? undefined : 'is not a complete PEM text of certificates';
  }
  if (/ENCRYPTED/.test(text)) return 'is an encrypted key, which Docker cannot read';
  return PRIVATE_KEY.test(pemText(text)) ? undefined : 'is not a complete PEM text of one private key';
}

/** Every TLS file of a manifest. */
export function givenTlsFiles(
  input: ManifestInput,
): { readonly path: ManifestPath; readonly part: TlsPart; readonly text: string }[] {
  const maps: { readonly at: ManifestPath; readonly tls: Readonly<Record<TlsPart, string>> | undefined }[] = [
    { at: ['docker', 'tls'], tls: input.docker?.tls },
    ...Object.entries(input.hosts).map(([name, host]) => ({ at: ['hosts', name, 'tls'], tls: host.tls })),
  ];
  return maps.flatMap(({ at, tls }) =>
    tls ? tlsParts.map((part) => ({ path: [...at, part], part, text: tls[part] })) : [],
  );
}
