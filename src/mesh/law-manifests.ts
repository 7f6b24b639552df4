/** A manifest of one system, for the examples of laws. */
export const whole = (text: string): string => `meshinit: 1\ndefaults: { os: debian-12 }\n${text}`;

/** Hosts `host1`, `host2` and so on. */
export const hosts = (count: number): string =>
  `hosts:\n${Array.from({ length: count }, (_, index) => `  host${index + 1}: { address: 10.0.0.${index + 11} }\n`).join('')}`;
