import type { EngineFacts } from './engine.ts';

/** etcd's ports: for clients, and for its members among themselves (IANA). */
export const [CLIENT_PORT, PEER_PORT] = [2379, 2380] as const;

/** A key-value store beside Docker: deprecated in 20.10, removed in 23.0 (docker/cli docs/deprecated.md; seed 003). */
export const store = {
  engine: 'store',
  title: 'a key-value store',
  seatsKey: 'stores',
  seat: 'store',
  counts: [1, 3, 5],
  foreignKeys: ['managers', 'data_path_port', 'address_pool'],
  docker: { since: 1, until: 22 },
  // libnetwork's, which no option of that time changes.
  dataPathPort: 4789,
  ports: [
    { protocol: 'tcp', port: CLIENT_PORT, does: 'etcd', atSeats: true },
    { protocol: 'tcp', port: PEER_PORT, does: 'etcd among stores', atSeats: true },
    { protocol: 'tcp', port: 7946, does: 'gossip', atSeats: false },
    { protocol: 'udp', port: 7946, does: 'gossip', atSeats: false },
  ],
  ofUsed: 'once nobody uses it',
  needs: 'etcd',
} as const satisfies EngineFacts;
