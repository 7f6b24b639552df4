import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { nameOf } from '../../manifest/wording.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { quoted } from '../wording.ts';

/** What a shell splits at, expands or ends a word with; and all but ASCII, which the cloud-init of such systems cannot write. */
const UNSAFE = /[\s$`\\"';&|<>(){}*?[\]~#!]|[^!-~]/u;
const FLAG = /^[a-z0-9][a-z0-9-]*$/;

export const daemonFlags = {
  law: {
    code: 'MI0608',
    severity: 'error',
    title: 'Where Docker takes its options as flags, docker.daemon must fit into flags.',
    explanation:
      'On ubuntu-14.04 each key becomes a flag in DOCKER_OPTS, in a file that a shell reads. A value must be a text, a number, true, false, or a list or map of these, in ASCII, without white space and without characters that are special to a shell.',
    wrong: twoHosts('docker: { daemon: { labels: ["rack=4 left"] } }\n', 'ubuntu-14.04'),
    right: twoHosts('docker: { daemon: { labels: ["rack=4-left"] } }\n', 'ubuntu-14.04'),
  },
  check({ manifest, report }) {
    const daemon = manifest.input.docker?.daemon;
    if (!daemon) return;
    for (const { shared: os, hosts } of hostsByOs(manifest.hosts)) {
      if (os.docker.options !== 'flags') continue;
      for (const { path, at, fault } of Object.entries(daemon).flatMap(([key, value]) => faultsOf(key, value))) {
        report({
          path: ['docker', 'daemon', ...path],
          at,
          // The value itself is not printed: it can be a password of a proxy or a registry.
          message: `${nameOf(['docker', 'daemon', ...path])} ${fault} (${os.id})`,
          hint: 'Remove it, or use a newer system, whose Docker reads daemon.json.',
          related: [{ path: osPath(hosts[0]), message: `${os.title}: options are flags` }],
        });
      }
    }
  },
} as const satisfies Rule;

interface Fault {
  readonly path: ManifestPath;
  readonly at: 'key' | 'value';
  readonly fault: string;
}

function faultsOf(key: string, value: unknown): Fault[] {
  if (!FLAG.test(key)) return [{ path: [key], at: 'key', fault: 'is not the name of a flag' }];
  if (Array.isArray(value)) return value.flatMap((entry, index) => scalarFaults([key, index], entry));
  if (typeof value !== 'object' || value === null) return scalarFaults([key], value);
  return Object.entries(value).flatMap(([name, entry]) => {
    const unsafe = UNSAFE.exec(name)?.[0];
    const fault: Fault[] =
      unsafe === undefined ? [] : [{ path: [key, name], at: 'key', fault: `has a name that ${holding(unsafe)}` }];
    return [...fault, ...scalarFaults([key, name], entry)];
  });
}

function scalarFaults(path: ManifestPath, value: unknown): Fault[] {
  if (typeof value === 'number' || typeof value === 'boolean') return [];
  if (typeof value !== 'string') {
    const what = value === null ? 'is empty' : `is a ${Array.isArray(value) ? 'list' : 'map'} inside a list or map`;
    return [{ path, at: 'value', fault: `${what}, for which there is no flag` }];
  }
  const unsafe = UNSAFE.exec(value)?.[0];
  return unsafe === undefined ? [] : [{ path, at: 'value', fault: holding(unsafe) }];
}

function holding(character: string): string {
  if (/[\s\p{Cc}]/u.test(character))
    return 'contains white space, at which the shell that reads DOCKER_OPTS would split it';
  if (/[^!-~]/.test(character)) return `contains ${quoted(character)}, and its cloud-init writes only ASCII`;
  return `contains ${quoted(character)}, which is special to the shell that reads DOCKER_OPTS`;
}
