/** daemon.json keys that dockerd reads again while it runs (dockerd's reference, "Configuration reload behavior"). */
export const RELOADED = [
  'authorization-plugins',
  'debug',
  'default-runtime',
  'features',
  'insecure-registries',
  'labels',
  'live-restore',
  'max-concurrent-downloads',
  'max-concurrent-uploads',
  'max-download-attempts',
  'registry-mirrors',
  'runtimes',
  'shutdown-timeout',
] as const;

/** Where what Docker shows to its key-value store is. */
export const STORE_CERTIFICATES = '/etc/docker/store';

/** How the paths of those files begin that Docker reads when it is started alone. */
export const STARTED_WITH = [
  // Not every drop-in: one says what follows Docker's start, for which it need not be started again.
  '/etc/systemd/system/docker.service.d/meshinit.',
  '/etc/systemd/system/docker.service.d/meshinit-api',
  '/etc/default/docker',
  '/etc/sysconfig/docker',
  '/etc/docker/tls/',
  `${STORE_CERTIFICATES}/`,
] as const;

/** A Docker network a line, its name first: one whose line changes is created again. */
export const NETWORK_LIST = '/etc/meshinit/docker-networks';

/** The declared containers, a line each, its name first, then its spec: one whose spec changes is replaced. */
export const CONTAINER_LIST = '/etc/meshinit/containers';

/** What Compose brings up; its first line says the project. */
export const COMPOSE_FILE = '/etc/meshinit/compose.yaml';

export const composeHeader = (project: string): string => `# Compose project ${project}\n`;

export const DAEMON_JSON = '/etc/docker/daemon.json';

/** A file of a host before and after a change, '' where there is none. */
interface Changed {
  readonly path: string;
  readonly before: string;
  readonly after: string;
}

/** What Docker needs where these files of a running host change. `docker_needs` of a patch decides the same on the host. */
export function dockerNeeds(files: readonly Changed[]): 'nothing' | 'reload' | 'restart' {
  if (files.some(({ path }) => STARTED_WITH.some((start) => path.startsWith(start)))) return 'restart';
  const options = files.find(({ path }) => path === DAEMON_JSON);
  if (!options) return 'nothing';
  return fixedOptions(options.before) === fixedOptions(options.after) ? 'reload' : 'restart';
}

/** The options that no reload takes, in the order of their keys. */
function fixedOptions(text: string): string {
  const options: Record<string, unknown> = text === '' ? {} : JSON.parse(text);
  const isFixed = ([key]: [string, unknown]): boolean => !RELOADED.some((known) => known === key);
  return JSON.stringify(
    Object.entries(options)
      .filter(isFixed)
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}
