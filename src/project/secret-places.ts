import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { patternOf } from '../manifest/path-pattern.ts';
import { isRawPart } from '../secrets/key-kinds.ts';

/** Where only documents or calls of ssh, and nothing that everybody reads, hold a value: besides what other programs read. */
const PLACES = [
  'containers.*.command',
  'containers.*.entrypoint',
  'containers.*.environment',
  'containers.*.labels',
  'defaults.ssh',
  'docker.tls',
  'hosts.*.tls',
  'hosts.*.address',
  'hosts.*.addresses.private',
  'hosts.*.addresses.public',
  'hosts.*.compose',
  'hosts.*.ssh',
  'ovs.from.debs[].url',
  'ovs.from.rpms[].url',
];

/** For people. */
export const SECRET_PLACES =
  'cloud_config, ignition, docker.daemon, compose, environment, command, entrypoint and labels of containers, tls, ssh, addresses of hosts and URLs of packages';

/** Whether `$secret` may stand at a path. */
export const takesSecret = (path: ManifestPath): boolean =>
  prefixesOf(path).some((prefix) => isRawPart(prefix) || PLACES.includes(patternOf(prefix)));

const prefixesOf = (path: ManifestPath): ManifestPath[] => path.map((_, index) => path.slice(0, index + 1));

/** Whether every host's document holds what stands at a path of one host: peers know each other's addresses. */
export const isKnownToPeers = (path: ManifestPath): boolean =>
  path[0] === 'hosts' && (path[2] === 'address' || path[2] === 'addresses');

/** Whether no document holds what stands at a path: how hosts are reached over ssh. */
export const isInNoDocument = (path: ManifestPath): boolean =>
  path[0] === 'defaults' ? path[1] === 'ssh' : path[0] === 'hosts' && path[2] === 'ssh';
