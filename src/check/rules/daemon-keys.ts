import { chosenFor } from '../../host/chosen-for.ts';
import { isRecord, shortened } from '../../manifest/wording.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import { ownedDaemonKey } from '../owned-daemon-key.ts';
import type { Rule } from '../rule.ts';

export const daemonKeys = {
  law: {
    code: 'MI0607',
    severity: 'error',
    title: 'docker.daemon must not set what meshinit or the packaged service sets.',
    explanation:
      'A key that is set twice keeps Docker from starting, or cuts its bridge off from the mesh. Use the manifest’s own fields for what meshinit sets.',
    wrong: twoHosts('docker: { daemon: { mtu: 1400 } }\n'),
    right: twoHosts('network: { mtu: 1400 }\n'),
  },
  check({ manifest, report }) {
    const daemon = manifest.input.docker?.daemon ?? {};
    const keys = Object.keys(daemon);
    if (keys.length === 0) return;
    for (const path of pathsOf(daemon)) {
      const own = ownedDaemonKey(path.at(-1) ?? '');
      if (!own) continue;
      const key = path.join('.');
      const message =
        own.key === key
          ? `docker.daemon.${key} is set by meshinit`
          : `docker.daemon.${shortened(key)} is another name for ${own.key}, which meshinit sets`;
      report({ path: ['docker', 'daemon', ...path], at: 'key', message, hint: own.hint });
    }
    for (const { shared: os, hosts } of hostsByOs(manifest.hosts)) {
      const taken = os.docker.from[chosenFor(os, hosts[0], manifest).dockerFrom ?? 'none']?.takenKeys ?? [];
      for (const key of keys.filter((name) => taken.includes(name) && !ownedDaemonKey(name))) {
        report({
          path: ['docker', 'daemon', key],
          at: 'key',
          message: `docker.daemon.${key} is set by Docker’s own service on ${os.id}: given twice, Docker would not start`,
          hint: 'Remove it.',
          related: [{ path: osPath(hosts[0]), message: os.title }],
        });
      }
    }
  },
} as const satisfies Rule;

/** Maps whose keys are Docker's own business, as dockerd's `flatOptions` has them: all others it looks into for keys. */
const WHOLE_MAPS: ReadonlySet<string> = new Set([
  'builder',
  'cluster-store-opts',
  'default-network-opts',
  'default-ulimits',
  'features',
  'log-opts',
  'runtimes',
]);

/** Every place where dockerd looks for a key: those of the file, and those of its maps. */
function pathsOf(daemon: Readonly<Record<string, unknown>>): string[][] {
  return Object.entries(daemon).flatMap(([key, value]) => [
    [key],
    ...(isRecord(value) && !WHOLE_MAPS.has(key) ? Object.keys(value).map((inner) => [key, inner]) : []),
  ]);
}
