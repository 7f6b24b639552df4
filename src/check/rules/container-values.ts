import { parseAddress } from '../../addresses/address.ts';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { commandWords } from '../../manifest/command-words.ts';
import { portsOf } from '../../manifest/container-ports.ts';
import type { Container } from '../../manifest/containers.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';

const one = (value: string): string =>
  twoHosts(`network: { docker: mesh }\ncontainers: { web: { image: 'nginx:1.27', hosts: host1, ${value} } }\n`);

export const containerValues = {
  law: {
    code: 'MI0317',
    severity: 'error',
    title: "A container's values must be ones that Docker takes.",
    explanation:
      "Ports are from 1 to 65535, and two ranges are of one length. A command that is a text is split as a shell does it, so its quotes must end. Labels that begin with `io.meshinit.` are meshinit's own.",
    wrong: one("ports: ['8000-8001:80']"),
    right: one("ports: ['8000-8001:80-81']"),
  },
  check({ manifest, report }) {
    for (const container of manifest.containers) {
      for (const { path, fault } of [
        ...portFaults(container),
        ...commandFaults(container),
        ...otherFaults(container),
      ]) {
        report({ path, message: `${container.name} ${fault}` });
      }
    }
  },
} as const satisfies Rule;

interface Fault {
  readonly path: ManifestPath;
  readonly fault: string;
}

function portFaults(container: Container): Fault[] {
  const { ports, faults } = portsOf(container);
  const strange = ports.flatMap(({ ip, path }) => {
    const address = ip === '' ? undefined : parseAddress(ip);
    return address && 'fault' in address
      ? [{ path, fault: `publishes a port at '${ip}', which ${address.fault}` }]
      : [];
  });
  return [...faults, ...strange];
}

/** An empty command is none, which Docker cannot be told apart from the image's own. */
const commandFaults = ({ input, path }: Container): Fault[] =>
  (['command', 'entrypoint'] as const).flatMap((key) => {
    const given = input[key];
    if (given === undefined) return [];
    const words = commandWords(given);
    if (!words) return [{ path: [...path, key], fault: `has a ${key} with a quote that does not end` }];
    return words.length === 0
      ? [{ path: [...path, key], fault: `has an empty ${key}; leave it out for the image's own` }]
      : [];
  });

function otherFaults({ input, path }: Container): Fault[] {
  const { labels = {}, volumes = [] } = input;
  const names = Array.isArray(labels)
    ? labels.map((text, index) => [text, index] as const)
    : Object.keys(labels).map((name) => [name, name] as const);
  return [
    ...names
      .filter(([name]) => name.startsWith('io.meshinit.'))
      .map(([, step]) => ({
        path: [...path, 'labels', step],
        fault: "has a label that begins with io.meshinit., as meshinit's own do",
      })),
    ...volumes.flatMap((volume, index) => {
      if (typeof volume === 'string' || volume.type === 'volume') return [];
      const isBind = volume.type === 'bind';
      if (isBind === (volume.source?.startsWith('/') ?? false)) return [];
      const fault = isBind ? 'has a bind mount without an absolute path of the host' : 'has a tmpfs with a source';
      return [{ path: [...path, 'volumes', index], fault }];
    }),
  ];
}
