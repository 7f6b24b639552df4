import { type PublishedPort, portsOf } from '../../manifest/container-ports.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

const two = (port: string): string =>
  twoHosts(
    `network: { docker: mesh }\ncontainers:\n  web: { image: 'nginx:1.27', hosts: host1, ports: ['80:80'] }\n  api: { image: 'nginx:1.27', hosts: host1, ports: ['${port}:80'] }\n`,
  );

export const publishedPorts = {
  law: {
    code: 'MI0433',
    severity: 'error',
    title: 'A port of a host must be published by one container.',
    explanation: 'Docker starts the first of two, and refuses the second.',
    wrong: two('80'),
    right: two('8080'),
  },
  check({ manifest, report }) {
    const taken = new Map<string, Owner[]>();
    for (const { name, hosts, ports } of publishersOf(manifest)) {
      for (const port of ports) {
        if (port.published === undefined) continue;
        const rivals = hosts.flatMap((host) => {
          const key = `${host} ${port.published}/${port.protocol}`;
          const owners = taken.get(key) ?? [];
          taken.set(key, [...owners, { name, port }]);
          const rival = owners.find((owner) => clashes(owner.port, port));
          return rival ? [{ host, rival }] : [];
        });
        const [first] = rivals;
        if (!first) continue;
        report({
          path: port.path,
          message: `${name} publishes port ${port.published}/${port.protocol} of ${first.host}, which ${first.rival.name} publishes already`,
          hint: 'Publish another port, or run one of them on another host.',
          related: [{ path: first.rival.port.path, message: `published by ${first.rival.name}` }],
        });
      }
    }
  },
} as const satisfies Rule;

interface Publisher {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly ports: readonly PublishedPort[];
}

/** Declared containers, then the services of Compose files that start unasked. */
const publishersOf = ({ containers, compose }: Manifest): Publisher[] => [
  ...containers.map((container) => ({ ...container, ports: portsOf(container).ports })),
  ...compose.flatMap(({ host, services }) =>
    services
      .filter(({ isStarted }) => isStarted)
      .map(({ name, ports }) => ({ name: `service ${name}`, hosts: [host], ports })),
  ),
];

interface Owner {
  readonly name: string;
  readonly port: PublishedPort;
}

const ALL = ['', '0.0.0.0', '::'];

const clashes = ({ ip: a }: PublishedPort, { ip: b }: PublishedPort): boolean =>
  a === b || ALL.includes(a) || ALL.includes(b);
