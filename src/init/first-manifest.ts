import { SCHEMA_URL } from '../manifest/schema-url.ts';
import type { KnownHost } from './known-host.ts';

/** What a first manifest is made of. */
export interface FirstManifest {
  readonly name: string;
  readonly os: string;
  readonly provider: string;
  readonly hosts: readonly KnownHost[];
}

/** For people who only want to see one. */
export const exampleHosts = [1, 2, 3].map((number) => ({ name: `host${number}`, address: `10.0.0.1${number}` }));

/**
 * A manifest with the most common choices, each with its default, as comments. Its values are put in as they
 * are: whoever calls checks the outcome.
 */
export function firstManifest({ name, os, provider, hosts }: FirstManifest): string {
  const keys = hosts.map((host) => `${scalar(host.name)}:`);
  const width = keys.reduce((most, key) => Math.max(most, key.length), 0);
  const lines = hosts.map(({ name: _, ...facts }, index) => {
    const known = Object.entries(facts).map(([key, value]) => `${key}: ${scalar(value)}`);
    return `  ${(keys[index] ?? '').padEnd(width)} { ${known.join(', ')} }\n`;
  });
  return `# yaml-language-server: $schema=${SCHEMA_URL}
# A cluster of Docker hosts in one mesh. All keys: docs/manifest.md of meshinit. To see the plan: meshinit plan
meshinit: 1
name: ${scalar(name)}

defaults:
  os: ${scalar(os)}
  # Sets the size limit of a document, and the MTU between hosts.
  provider: ${scalar(provider)}
  # Your own users, keys, packages and commands, as cloud-config:
  # cloud_config:
  #   users:
  #     - default             # the image's own user, with the provider's SSH key
  #     - name: ops
  #       groups: [docker]
  #       ssh_authorized_keys: [ssh-ed25519 AAAA…]

# One line per host: its name, and the address at which the others reach it.
hosts:
${lines.join('')}
# network:
#   subnet: 172.17.0.0/16   # the containers' network; each host has a slice of it
#   tunnel: vxlan           # or gre, geneve
#   topology: full          # or ring, auto, { star: [${scalar(hosts[0]?.name ?? 'host1')}] }, { survive: 1 }

# docker:
#   daemon: { log-driver: local }   # keys of daemon.json
`;
}

/** Quoted where YAML would take it for something else than a text. */
const scalar = (text: string): string =>
  /^[A-Za-z][\w.-]*$/.test(text) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(text)
    ? text
    : ipv4.test(text)
      ? text
      : JSON.stringify(text);

const ipv4 = /^\d+\.\d+\.\d+\.\d+$/;
