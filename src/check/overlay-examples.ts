import { example } from './example.ts';

const HOSTS = [11, 12, 13].map((last, index) => `host${index + 1}: { address: 10.0.0.${last} }`);

/** A swarm of three hosts for the laws about an overlay. */
export const swarmOf = (overlay: string, rest = 'network: none\n', os = 'debian-13'): string =>
  example(HOSTS, `${rest}overlay: { engine: swarm, ${overlay} }\n`, os);

/** The same with etcd on one of them. */
export const storeOf = (overlay: string, rest = 'network: none\n', os = 'debian-12'): string =>
  example(HOSTS, `${rest}overlay: { engine: store, stores: [host1]${overlay} }\n`, os);
