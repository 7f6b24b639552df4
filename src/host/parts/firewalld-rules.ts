import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { isClosed, type Opening, type OpeningWords, openingIn } from '../../tunnels/opening.ts';
import type { Family } from '../../tunnels/tunnel.ts';
import { type PlannedFile, textFile } from '../part.ts';

/** A policy or a zone of firewalld's. */
export interface Named {
  /** At most 17 characters: firewalld makes names of chains of it. */
  readonly name: string;
  readonly file: PlannedFile;
}

export const HEAD = '<?xml version="1.0" encoding="utf-8"?>\n';

export const policyFile = (name: string, content: string, from: readonly ManifestPath[]): Named => ({
  name,
  file: textFile(`/etc/firewalld/policies/${name}.xml`, content, from),
});

/** @param entries lines of `<entry>` */
export const ipsetText = (family: Family, entries: string): string =>
  `${HEAD}<ipset type="hash:ip">\n  <short>Peers of the mesh</short>\n${family === 6 ? '  <option name="family" value="inet6"/>\n' : ''}${entries}</ipset>\n`;

export const entryOf = (address: string): string => `  <entry>${address}</entry>\n`;

const WORDS: OpeningWords = {
  udp: (port) => `<port port="${port}" protocol="udp"/>`,
  tcp: (port) => `<port port="${port}" protocol="tcp"/>`,
  gre: '<protocol value="gre"/>',
  esp: '<protocol value="esp"/>',
};

/** A rule of a policy: the rich rules of one priority stand in no order, so a refusal has a later one. */
export const accepted = (
  opening: Opening,
  family: Family,
  ipset: string,
): string => `  <rule priority="-2" family="ipv${family}">
    <source ipset="${ipset}"/>
    ${openingIn(WORDS, opening)}
    <accept/>
  </rule>
`;

/** @param range a block of IPv4 */
export const acceptedFrom = (opening: Opening, range: string): string => `  <rule priority="-2" family="ipv4">
    <source address="${range}"/>
    ${openingIn(WORDS, opening)}
    <accept/>
  </rule>
`;

export const acceptedFromAll = (opening: Opening): string => `  <rule priority="-2">
    ${openingIn(WORDS, opening)}
    <accept/>
  </rule>
`;

/** '' of what is not closed to strangers. */
export const dropped = (opening: Opening): string =>
  isClosed(opening)
    ? `  <rule priority="-1">
    ${openingIn(WORDS, opening)}
    <drop/>
  </rule>
`
    : '';
