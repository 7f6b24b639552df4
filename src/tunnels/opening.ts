/** What a host lets in from its peers and from nobody else. */
export type Opening =
  | { readonly protocol: 'udp' | 'tcp'; readonly port: number }
  | { readonly protocol: 'gre' | 'esp' };

/** How one reader, a firewall or a person, has each kind of opening. */
export interface OpeningWords {
  readonly udp: (port: number) => string;
  readonly tcp: (port: number) => string;
  readonly gre: string;
  readonly esp: string;
}

export function openingIn(words: OpeningWords, opening: Opening): string {
  return 'port' in opening ? words[opening.protocol](opening.port) : words[opening.protocol];
}

/** Whether strangers are kept out of it: IPsec of others is theirs, and the kernel drops what no key is for. */
export const isClosed = ({ protocol }: Opening): boolean => protocol !== 'esp';
