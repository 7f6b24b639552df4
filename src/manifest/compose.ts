import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { type PublishedPort, readPorts } from './container-ports.ts';
import type { AddressPin } from './containers.ts';
import type { Host } from './host.ts';
import { DEFAULT_DOCKER, type Network } from './network.ts';
import type { Overlay } from './overlay.ts';
import { isRecord } from './wording.ts';

type Tree = Readonly<Record<string, unknown>>;

/**
 * A Compose file as one host has it. Read with patience: what its schema refuses is told elsewhere, and left out here.
 */
export interface ComposeFile {
  readonly host: string;
  /** Where the manifest names it; below it the path goes on in the file. */
  readonly path: ManifestPath;
  readonly value: Tree;
  /** What Compose puts before the names of containers, volumes and networks of its own. */
  readonly project: string;
  readonly services: readonly ComposeService[];
  readonly networks: readonly ComposeNetwork[];
}

export interface ComposeService {
  readonly name: string;
  readonly path: ManifestPath;
  readonly value: Tree;
  readonly image: string | undefined;
  /** What Docker calls its container, where the file says that. */
  readonly container: Named | undefined;
  /** Further names in its networks. */
  readonly aliases: readonly Named[];
  readonly memberships: readonly ComposeMembership[];
  readonly ports: readonly PublishedPort[];
  /** Whether Compose starts it unasked. */
  readonly isStarted: boolean;
}

interface Named {
  readonly name: string;
  readonly path: ManifestPath;
}

/** A service in one network. */
export interface ComposeMembership {
  /** As the file calls it. */
  readonly key: string;
  readonly path: ManifestPath;
  /** The one of the cluster, where it is one. */
  readonly network: Network | undefined;
  /** Whether it is one of Docker's own overlay that takes containers. */
  readonly isOverlay: boolean;
  readonly pin: AddressPin | undefined;
}

/** A network that the file declares. */
export interface ComposeNetwork {
  readonly key: string;
  readonly path: ManifestPath;
  /** The name that it has in Docker, where Compose itself does not make one. */
  readonly name: string | undefined;
  readonly isExternal: boolean;
  /** Whether the file says what it is to be. */
  readonly isDescribed: boolean;
}

/**
 * @param project what Compose is to call its project, unless the file says it
 */
export function readCompose(
  hosts: readonly Host[],
  networks: readonly Network[],
  overlay: Overlay | undefined,
  project: string,
): ComposeFile[] {
  const attachable = overlayNames(overlay);
  return hosts.flatMap(({ name: host, input: { compose } }) => {
    if (!isRecord(compose)) return [];
    const path = ['hosts', host, 'compose'];
    const own = networksOfHost(networks, host);
    const declared = entriesOf(compose['networks'], [...path, 'networks']).map(readNetwork);
    const find = clusterNetwork(own, attachable, declared);
    return {
      ...{ host, path, value: compose, networks: declared },
      project: typeof compose['name'] === 'string' ? compose['name'] : project,
      services: entriesOf(compose['services'], [...path, 'services']).map((entry) => readService(entry, find)),
    };
  });
}

const networksOfHost = (networks: readonly Network[], name: string): Network[] =>
  networks.filter(({ members }) => members.some(({ host }) => host.name === name));

/** Docker networks of the cluster's that services on a host can name: those of meshinit's that have a name of their own. */
export const dockerNetworksOf = (networks: readonly Network[], host: string): string[] =>
  networksOfHost(networks, host)
    .map(({ docker }) => docker)
    .filter((name) => name !== DEFAULT_DOCKER);

/** Networks of Docker's own overlay that single containers can be in. */
export const overlayNames = (overlay: Overlay | undefined): string[] =>
  (overlay?.networks ?? []).filter(({ attachable }) => attachable).map(({ name }) => name);

/** The networks of the cluster that a service may name and the file does not declare: the host gives them to Compose. */
export function networksGiven({ services, networks }: ComposeFile): string[] {
  const declared = new Set(networks.filter(({ isExternal }) => isExternal).map(({ key }) => key));
  const used = services.flatMap(({ memberships }) =>
    memberships.filter(({ network, isOverlay }) => network !== undefined || isOverlay),
  );
  return [...new Set(used.map(({ key }) => key))].filter((key) => !declared.has(key));
}

/** Whether it gives a service an address of its own in a network of the cluster. */
export const pinsAddress = ({ services }: ComposeFile, name: string): boolean =>
  services.some(({ memberships }) => memberships.some(({ network, pin }) => pin && network?.name === name));

interface Entry {
  readonly key: string;
  readonly path: ManifestPath;
  readonly value: Tree;
}

function entriesOf(map: unknown, path: ManifestPath): Entry[] {
  return Object.entries(isRecord(map) ? map : {}).map(([key, value]) => ({
    key,
    path: [...path, key],
    value: isRecord(value) ? value : {},
  }));
}

function readNetwork({ key, path, value }: Entry): ComposeNetwork {
  const { external, name, ...others } = value;
  const isExternal = isRecord(external) || external === true || external === 'true';
  const given = isRecord(external) ? external['name'] : name;
  const known = typeof given === 'string' ? given : isExternal ? key : undefined;
  return { key, path, name: known, isExternal, isDescribed: Object.keys(others).some((one) => !one.startsWith('x-')) };
}

type Meaning = Pick<ComposeMembership, 'network' | 'isOverlay'>;

/** Which network of the cluster a name in the file means. */
function clusterNetwork(
  own: readonly Network[],
  attachable: readonly string[],
  declared: readonly ComposeNetwork[],
): (key: string) => Meaning {
  return (key) => {
    const found = declared.find((network) => network.key === key);
    const docker = found?.name ?? key;
    if (found && !found.isExternal && found.isDescribed) return { network: undefined, isOverlay: false };
    return { network: own.find((network) => network.docker === docker), isOverlay: attachable.includes(docker) };
  };
}

const DEFAULT = 'default';

function readService({ key: name, path, value }: Entry, find: (key: string) => Meaning): ComposeService {
  const { image, container_name: own, networks, network_mode: mode, profiles, scale, deploy } = value;
  const named = networksOf(networks, [...path, 'networks']);
  const memberships = named.length > 0 || mode !== undefined ? named : [{ key: DEFAULT, path, value: {} }];
  const replicas = scale ?? (isRecord(deploy) ? deploy['replicas'] : undefined);
  return {
    ...{ name, path, value },
    image: typeof image === 'string' ? image : undefined,
    container: typeof own === 'string' ? { name: own, path: [...path, 'container_name'] } : undefined,
    aliases: named.flatMap(aliasesOf),
    memberships: memberships.map((membership) => {
      const address = membership.value['ipv4_address'];
      return {
        ...{ key: membership.key, path: membership.path, ...find(membership.key) },
        pin:
          typeof address === 'string'
            ? { host: undefined, text: address, path: [...membership.path, 'ipv4_address'] }
            : undefined,
      };
    }),
    ports: readPorts(value['ports'], [...path, 'ports']).ports,
    isStarted: !(Array.isArray(profiles) && profiles.length > 0) && Number(replicas ?? 1) !== 0,
  };
}

/** A list of names, or a map. */
function networksOf(given: unknown, path: ManifestPath): Entry[] {
  if (!Array.isArray(given)) return entriesOf(given, path);
  return given.flatMap((key, index) => (typeof key === 'string' ? [{ key, path: [...path, index], value: {} }] : []));
}

function aliasesOf({ path, value }: Entry): Named[] {
  const { aliases } = value;
  return (Array.isArray(aliases) ? aliases : []).flatMap((name, index) =>
    typeof name === 'string' ? [{ name, path: [...path, 'aliases', index] }] : [],
  );
}
