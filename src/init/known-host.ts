/** A host that people have already, as one of their files tells it. */
export interface KnownHost {
  readonly name: string;
  readonly address: string;
  readonly os?: string;
  readonly provider?: string;
  readonly site?: string;
}

/** What is wrong with such a file, for people. */
export class SourceError extends Error {}

/** A legal host name (RFC 1123) out of one that is not: `Web_1.example.com` becomes `web-1-example-com`. */
export function hostName(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^-+|-+$/g, '');
  if (name === '') throw new SourceError(`'${text}' has nothing of a host’s name`);
  return name;
}
