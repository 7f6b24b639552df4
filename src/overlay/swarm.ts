import type { EngineFacts } from './engine.ts';

/** Where managers give workers' tokens to hosts of the cluster, over mutual TLS: beside Swarm's own 2377. */
export const TOKEN_PORT = 2378;

/** Where managers listen. */
export const SWARM_PORT = 2377;

/** Docker's own cluster, since 1.12 (docs.docker.com, Swarm mode; facts, section 2.2). */
export const swarm = {
  engine: 'swarm',
  title: 'Swarm',
  seatsKey: 'managers',
  seat: 'manager',
  counts: [1, 3, 5, 7],
  foreignKeys: ['stores'],
  // 18.09 and earlier have no --data-path-port and no pool.
  docker: { since: 19 },
  // moby/moby#46790: before, it joins hosts and carries no packet between their containers.
  ipv6Since: 25,
  // Not 4789, which is our own tunnels': the two sockets exclude each other where Open vSwitch makes the tunnels.
  dataPathPort: 4790,
  ports: [
    { protocol: 'tcp', port: SWARM_PORT, does: 'managers', atSeats: true },
    { protocol: 'tcp', port: TOKEN_PORT, does: 'tokens', atSeats: true },
    { protocol: 'tcp', port: 7946, does: 'gossip', atSeats: false },
    { protocol: 'udp', port: 7946, does: 'gossip', atSeats: false },
  ],
  ofUsed: 'the patch is rolled back while a container or a service is on it',
  needs: 'swarm',
} as const satisfies EngineFacts;
