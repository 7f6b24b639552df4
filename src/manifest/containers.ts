import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Network } from './network.ts';
import type { ContainerInput, ManifestInput } from './schema.ts';
import { isRecord } from './wording.ts';

/** A declared container as the manifest describes it; one on several hosts is one declaration. */
export interface Container {
  readonly name: string;
  /** Where the manifest describes it. */
  readonly path: ManifestPath;
  readonly input: ContainerInput;
  /** As written: a rule tells which are no hosts. */
  readonly hosts: readonly string[];
  /** In their order; the first is the one that its route to elsewhere leads through. */
  readonly networks: readonly ContainerMembership[];
  /** Its further names in all its networks. */
  readonly aliases: readonly string[];
  readonly links: readonly ContainerLink[];
}

/** A container in one network. */
export interface ContainerMembership {
  /** As written: the name of its Docker network, or `network` for the main one. */
  readonly name: string;
  readonly path: ManifestPath;
  /** Undefined where no network has that name: a rule says so. */
  readonly network: Network | undefined;
  readonly aliases: readonly string[];
  readonly pins: readonly AddressPin[];
}

/** An address that the manifest gives a container. */
export interface AddressPin {
  /** Undefined of one text for all its hosts. */
  readonly host: string | undefined;
  readonly text: string;
  readonly path: ManifestPath;
}

/** Another container that this one knows by a name. */
export interface ContainerLink {
  readonly target: string;
  readonly alias: string;
  readonly path: ManifestPath;
}

/** The main network's name in plans and in `networks` of a container. */
const MAIN = 'network';

export function readContainers(
  { containers = {} }: Pick<ManifestInput, 'containers'>,
  networks: readonly [Network, ...Network[]],
): Container[] {
  return Object.entries(containers).map(([name, input]) => {
    const path = ['containers', name];
    const memberships = readMemberships(input, path, networks);
    return {
      name,
      path,
      input,
      hosts: typeof input.hosts === 'string' ? [input.hosts] : input.hosts,
      networks: memberships,
      aliases: [...new Set(memberships.flatMap(({ aliases }) => aliases))],
      links: readLinks(input, path),
    };
  });
}

/** Where the hosts of a container stand: a text or a list. */
export const hostPath = ({ input, path }: Container, index: number): ManifestPath => [
  ...path,
  'hosts',
  ...(typeof input.hosts === 'string' ? [] : [index]),
];

function readMemberships(
  input: ContainerInput,
  path: ManifestPath,
  networks: readonly [Network, ...Network[]],
): ContainerMembership[] {
  const [main] = networks;
  const find = (name: string): Network | undefined =>
    networks.find((network) => network.docker === name) ?? (name === MAIN ? main : undefined);
  const own = pinsOf(input.address, [...path, 'address']);
  const isMain = (network: Network | undefined): boolean => network === main;
  if (input.networks === undefined) {
    return [{ name: main.docker, path, network: main, aliases: [], pins: own }];
  }
  const written = Array.isArray(input.networks)
    ? input.networks.map((name, index) => ({ name, at: [...path, 'networks', index], given: null }))
    : Object.entries(input.networks).map(([name, given]) => ({ name, at: [...path, 'networks', name], given }));
  return written.map(({ name, at, given }) => {
    const network = find(name);
    const pins = pinsOf(given?.address, [...at, 'address']);
    return { name, path: at, network, aliases: given?.aliases ?? [], pins: isMain(network) ? [...pins, ...own] : pins };
  });
}

function pinsOf(given: ContainerInput['address'], path: ManifestPath): AddressPin[] {
  if (given === undefined) return [];
  if (!isRecord(given)) return [{ host: undefined, text: given, path }];
  return Object.entries(given).map(([host, text]) => ({ host, text, path: [...path, host] }));
}

const readLinks = ({ links = [] }: ContainerInput, path: ManifestPath): ContainerLink[] =>
  links.map((text, index) => {
    const [target = '', alias = target] = text.split(':');
    return { target, alias, path: [...path, 'links', index] };
  });
