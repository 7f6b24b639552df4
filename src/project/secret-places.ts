import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { patternOf } from '../manifest/keys.ts';
import { isRawPart } from '../secrets/key-kinds.ts';

/** Where only documents, and nothing that everybody reads, hold a value: besides what other programs read. */
const PLACES = [
  'docker.tls',
  'hosts.*.tls',
  'hosts.*.address',
  'hosts.*.addresses.private',
  'hosts.*.addresses.public',
  'ovs.from.debs[].url',
  'ovs.from.rpms[].url',
];

/** For people. */
export const SECRET_PLACES = 'cloud_config, ignition, docker.daemon, tls, addresses of hosts and URLs of packages';

/** Whether `$secret` may stand at a path. */
export const takesSecret = (path: ManifestPath): boolean =>
  prefixesOf(path).some((prefix) => isRawPart(prefix) || PLACES.includes(patternOf(prefix)));

const prefixesOf = (path: ManifestPath): ManifestPath[] => path.map((_, index) => path.slice(0, index + 1));

/** Whether every host's document holds what stands at a path of one host: peers know each other's addresses. */
export const isKnownToPeers = (path: ManifestPath): boolean =>
  path[0] === 'hosts' && (path[2] === 'address' || path[2] === 'addresses');
