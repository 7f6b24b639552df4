/**
 * The manifests that the laws show as their examples: the lines that all of them begin with, then the hosts,
 * each on a line of its own, then what matters.
 */
export function example(hosts: readonly string[], rest = '', os = 'debian-12'): string {
  const lines = hosts.map((host) => `  ${host}\n`).join('');
  return `meshinit: 1\ndefaults: { os: ${os} }\nhosts:\n${lines}${rest}`;
}

/** Two hosts with nothing special about them. */
export function twoHosts(rest = '', os = 'debian-12'): string {
  return example(['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }'], rest, os);
}

/** A checksum for examples. Of digits alone YAML would make a number. */
export const SHA256 = '0123456789abcdef'.repeat(4);

/** The first of two hosts with a Compose file, as YAML in braces, in the manifest itself. */
export function composed(file: string, rest = 'network: { docker: mesh }\n', os = 'debian-12'): string {
  const hosts = [`host1:\n    address: 10.0.0.11\n    compose: ${file}`, 'host2: { address: 10.0.0.12 }'];
  return example(hosts, rest, os);
}
