/** What a host lets in from its peers and from nobody else. */
export type Opening = { readonly protocol: 'udp'; readonly port: number } | { readonly protocol: 'gre' };

/** How one reader, a firewall or a person, has each kind of opening. */
export interface OpeningWords {
  readonly udp: (port: number) => string;
  readonly gre: string;
}

export const openingIn = (words: OpeningWords, opening: Opening): string =>
  opening.protocol === 'udp' ? words.udp(opening.port) : words.gre;
