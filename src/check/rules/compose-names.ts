import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { ComposeFile, ComposeService } from '../../manifest/compose.ts';
import { composed } from '../example.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

const API = "network: { docker: mesh }\ncontainers: { api: { image: 'nginx:1.27', hosts: host2 } }\n";
const service = (name: string): string => `{ services: { ${name}: { image: 'nginx:1.27', networks: [mesh] } } }`;

export const composeNames = {
  law: {
    code: 'MI0451',
    severity: 'error',
    title: 'A service of Compose must not have the name of a declared container or a host.',
    explanation:
      'One name would stand for both: on the service’s host Docker answers with the service, elsewhere the resolver with the other. The same holds for its `container_name` and its aliases. The name of the project, which Compose puts before its containers’ names, is of lower-case letters, digits, - and _.',
    wrong: composed(service('api'), API),
    right: composed(service('backend'), API),
  },
  check({ manifest, report }) {
    const { hosts, containers, names, compose } = manifest;
    for (const file of compose) {
      const project = projectFault(file);
      if (project) report(project);
      for (const one of file.services) {
        for (const { name, path, what, isOnMesh } of namesOf(one)) {
          const container = containers.find((other) => other.name === name);
          const host = hosts.find((other) => other.name === name);
          const clash =
            container && (isOnMesh || container.hosts.includes(file.host))
              ? { text: `container ${quoted(name)}`, at: container.path }
              : host && names && isOnMesh
                ? { text: `host ${quoted(name)}`, at: ['hosts', name] }
                : undefined;
          if (!clash) continue;
          const related = [{ path: clash.at, at: 'key' as const, message: clash.text }];
          report({ path, message: `${what} has the name of ${clash.text}`, hint: 'Rename one of the two.', related });
        }
      }
    }
  },
} as const satisfies Rule;

interface Name {
  readonly name: string;
  readonly path: ManifestPath;
  readonly what: string;
  /** Whether others find it by that name. */
  readonly isOnMesh: boolean;
}

/** Of what is in no network of the cluster only what Docker calls its container matters. */
function namesOf({ name, path, container, aliases, memberships }: ComposeService): Name[] {
  const isOnMesh = memberships.some(({ network }) => network !== undefined);
  const own = container ? [{ ...container, what: `the container of service ${quoted(name)}`, isOnMesh }] : [];
  if (!isOnMesh) return own;
  return [
    { name, path, what: 'a service of Compose', isOnMesh },
    ...own,
    ...aliases.map((alias) => ({ ...alias, what: `an alias of service ${quoted(name)}`, isOnMesh })),
  ];
}

function projectFault({ path, project, value }: ComposeFile) {
  if (value['name'] === undefined || /^[a-z0-9][a-z0-9_-]*$/.test(project)) return undefined;
  return {
    path: [...path, 'name'],
    message: `the name ${quoted(project)} is none that Compose takes for a project`,
    hint: 'Lower-case letters, digits, - and _, the first a letter or a digit.',
  };
}
