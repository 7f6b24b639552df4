import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { ipv4Text } from '../addresses/address.ts';
import type { Container } from '../manifest/containers.ts';
import { DEFAULT_DOCKER } from '../manifest/network.ts';
import { placesOf } from '../mesh/containers-by.ts';
import type { Cluster } from '../mesh/mesh.ts';
import type { PlannedContainer } from '../mesh/planned-container.ts';
import { createBody, DEFAULT_RESTART, type DockerAddress, endpoint } from './container-spec.ts';

/** A declared container of one host, with what its host has to do for it. */
export interface HostContainer {
  readonly container: Container;
  readonly planned: PlannedContainer;
}

/**
 * Labels by which the host's programs know a declared container, and whether it is as declared; and what Docker does not know
 * of one on its default network.
 */
const LABELS = {
  container: 'io.meshinit.container',
  spec: 'io.meshinit.spec',
  addresses: 'io.meshinit.addresses',
  addresses6: 'io.meshinit.addresses6',
  aliases: 'io.meshinit.aliases',
} as const;

/** In digits of sixteen. */
const DIGEST = 12;

/**
 * The lines of a container in the list that `meshinit-containers` reads: NAME SPEC IMAGE POLICY and the body that creates
 * it; `+ NAME NETWORK` and a body for each further network. No word of them holds a blank, and a body is the last.
 */
export function containerLines({ container, planned }: HostContainer, cluster: Cluster): string {
  const { name } = container;
  const [first, ...further] = planned.networks.map((address) => ({
    ...address,
    docker: dockerOf(cluster, address.network),
  }));
  if (!first) throw new Error(`${name} is in no network`);
  const hosts = linkedHosts(planned, cluster);
  const create = (spec: string): string =>
    JSON.stringify(
      createBody(container, [first], hosts, {
        [LABELS.container]: name,
        [LABELS.spec]: spec,
        ...attached([first, ...further]),
      }),
    );
  const connects = further.map(
    (address) => `+ ${name} ${address.docker} ${JSON.stringify({ EndpointConfig: endpoint(address) })}\n`,
  );
  const spec = bytesToHex(sha256(utf8ToBytes([create(''), ...connects].join('\n')))).slice(0, DIGEST);
  const [policy = ''] = (container.input.restart ?? DEFAULT_RESTART).split(':');
  return `${name} ${spec} ${container.input.image} ${policy} ${create(spec)}\n${connects.join('')}`;
}

/** Whether it has an address that Docker cannot give. */
export const isAttached = ({ container }: HostContainer): boolean =>
  container.networks.some(({ network }) => network?.docker === DEFAULT_DOCKER);

function attached(networks: readonly DockerAddress[]): Readonly<Record<string, string>> {
  const own = networks.find(({ docker }) => docker === DEFAULT_DOCKER);
  if (!own) return {};
  return {
    [LABELS.addresses]: `${own.docker}=${ipv4Text(own.address)}`,
    ...(own.address6 ? { [LABELS.addresses6]: `${own.docker}=${own.address6.text}` } : {}),
    ...(own.aliases.length === 0 ? {} : { [LABELS.aliases]: own.aliases.join(',') }),
  };
}

function dockerOf(cluster: Cluster, network: string): DockerAddress['docker'] {
  const mesh = cluster.networks.find(({ name }) => name === network);
  if (!mesh) throw new Error(`there is no network ${network}`);
  return mesh.docker;
}

/** `ALIAS:ADDRESS` for each address, of both families, in each place of each container that it knows: its own host's first, which is the nearest. */
function linkedHosts({ links, host, networks }: PlannedContainer, cluster: Cluster): string[] {
  const own = new Set(networks.map(({ network }) => network));
  return links.flatMap(({ alias, target }) => {
    const nearest = placesOf(cluster, target).toSorted((a, b) => Number(b.host === host) - Number(a.host === host));
    return nearest.flatMap((place) => {
      const shared = place.networks.find(({ network }) => own.has(network));
      if (!shared) return [];
      const { address, address6 } = shared;
      return [ipv4Text(address), ...(address6 ? [address6.text] : [])].map((text) => `${alias}:${text}`);
    });
  });
}
