import { quoted } from '../check/wording.ts';

/** A host that people have already, as one of their files tells it. */
export interface KnownHost {
  readonly name: string;
  readonly address: string;
  readonly os?: string;
  readonly provider?: string;
  readonly site?: string;
}

/** Something of such a file that is taken for no host. */
export interface PassedOver {
  /** Counts from 1; undefined where the file's form has none that help. */
  readonly line: number | undefined;
  /** What it is, and why. */
  readonly what: string;
}

/** What one of their files tells. */
export interface KnownHosts {
  readonly hosts: readonly KnownHost[];
  readonly passedOver: readonly PassedOver[];
}

/** What is wrong with such a file, for people. */
export class SourceError extends Error {}

/** A legal host name (RFC 1123) out of one that is not: `Web_1.example.com` becomes `web-1-example-com`. */
export function hostName(text: string): string {
  const name = text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 63)
    .replaceAll(/^-+|(?<!-)-+$/g, '');
  if (name === '') throw new SourceError(`${quoted(text)} contains no valid character for a host’s name`);
  return name;
}
