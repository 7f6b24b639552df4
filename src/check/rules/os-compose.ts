import type { Report } from '../../diagnostics/reporter.ts';
import type { ComposeFile } from '../../manifest/compose.ts';
import { dockerSourcesOf, type OsFacts } from '../../os/os-facts.ts';
import { osOf } from '../../os/oses.ts';
import { isAtLeast } from '../../versions.ts';
import { composed } from '../example.ts';
import { osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';

const web = (key = ''): string => `{ services: { web: { image: 'nginx:1.27', networks: [mesh]${key} } } }`;

export const osCompose = {
  law: {
    code: 'MI0645',
    severity: 'error',
    title: 'A Compose file must be one that its host’s Compose can read.',
    explanation:
      'Compose comes from where Docker comes from: with Docker’s own packages as a plugin, else from the distribution. Some systems have none. Before 1.27 a file needs its `version`; before 2 Compose knows none of the keys that came later.',
    wrong: composed(web(', post_start: [{ command: [warm-up] }]')),
    right: composed(web()),
  },
  check({ manifest, report }) {
    for (const file of manifest.compose) {
      const host = manifest.hosts.find(({ name }) => name === file.host);
      const os = host?.os && osOf(host.os);
      if (!host || !os) continue;
      const from = manifest.input.docker?.from ?? dockerSourcesOf(os)[0];
      const source = from && os.docker.from[from]?.compose;
      const related = [{ path: osPath(host), message: `the system of ${host.name}` }];
      if (!source || os.runsNoContainers !== undefined) {
        report({ path: file.path, at: 'key', ...noneFor(os, from), related });
      } else if (source.version[0] < 2) {
        for (const fault of faultsOf(file, source.version.join('.'), !isAtLeast(source.version, [1, 27]))) {
          report({ ...fault, related });
        }
      }
    }
  },
} as const satisfies Rule;

const noneFor = ({ id }: OsFacts, from: string | undefined): Pick<Report, 'message' | 'hint'> => ({
  message: `${id} has no Compose${from === undefined || from === 'distro' ? '' : ` where Docker comes from ${from}`}`,
  hint: 'Declare containers instead, or run it on a host with another system.',
});

/** What came after 1.29 (its own schema of that time). */
const LATER = {
  file: ['include', 'models'],
  service:
    'annotations attach cgroup develop gpus label_file models post_start pre_stop provider pull_refresh_after use_api_socket uts'.split(
      ' ',
    ),
} as const;

function faultsOf({ path, value, services }: ComposeFile, version: string, needsVersion: boolean): Report[] {
  const unknown = (key: string, at: readonly (string | number)[]): Report => ({
    path: at,
    at: 'key',
    message: `Compose ${version} does not know '${key}'`,
    hint: 'Take it out, or use a system with Compose 2.',
  });
  return [
    ...(needsVersion && value['version'] === undefined
      ? [
          {
            path: [...path, 'version'],
            message: `Compose ${version} takes a file without a version for one of 2014`,
            hint: "Write version: '2.4' or '3.4' at its head.",
          },
        ]
      : []),
    ...LATER.file.flatMap((key) => (key in value ? [unknown(key, [...path, key])] : [])),
    ...services.flatMap((service) => [
      ...LATER.service.flatMap((key) => (key in service.value ? [unknown(key, [...service.path, key])] : [])),
      ...longEnvFiles(service.value['env_file']).map((index) => ({
        path: [...service.path, 'env_file', index],
        message: `Compose ${version} takes only the path of an env_file`,
        hint: 'Write the path alone, or use a system with Compose 2.',
      })),
    ]),
  ];
}

const longEnvFiles = (given: unknown): number[] =>
  Array.isArray(given) ? given.flatMap((item, index) => (typeof item === 'object' ? [index] : [])) : [];
