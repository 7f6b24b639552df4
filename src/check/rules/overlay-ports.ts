import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import type { OverlayPort } from '../../overlay/overlay-port.ts';
import { isPlain, tunnelOf } from '../../tunnels/tunnels.ts';
import { parseListen } from '../listen.ts';
import { swarmOf } from '../overlay-examples.ts';
import type { Rule } from '../rule.ts';

export const overlayPorts = {
  law: {
    code: 'MI0444',
    severity: 'error',
    title: 'An overlay needs ports that nothing else of a host has.',
    explanation:
      'Open vSwitch’s VXLAN and Docker’s cannot share a UDP port: whichever comes second does not start. `data_path_port` is fixed when the swarm is made, so it is 4790 unless given. TCP 2377 and 2378 and port 7946 are the swarm’s own; a key-value store has TCP 2379 and 2380, and UDP 4789, which libnetwork always takes.',
    wrong: swarmOf('managers: [host1], data_path_port: 4789', ''),
    right: swarmOf('managers: [host1]', ''),
  },
  check({ manifest, isBroken, report }) {
    const { overlay } = manifest;
    if (!overlay) return;
    const { facts, dataPathPort } = overlay;
    const isGiven = manifest.input.overlay?.data_path_port !== undefined;
    const at: ManifestPath = isGiven ? ['overlay', 'data_path_port'] : ['overlay'];
    const data: OverlayPort = { protocol: 'udp', port: dataPathPort, does: 'VXLAN', atSeats: false };
    const others = takenPorts(manifest).filter(({ path }) => !isBroken(path));
    const inside = facts.ports.find(({ protocol, port }) => protocol === 'udp' && port === dataPathPort);
    if (inside) {
      report({
        path: at,
        message: `overlay.data_path_port ${dataPathPort} is the overlay’s own UDP port for ${inside.does}`,
        hint: `Use another port, such as ${facts.dataPathPort}.`,
      });
    }
    for (const own of [data, ...facts.ports]) {
      const clash = others.find(({ protocol, port }) => protocol === own.protocol && port === own.port);
      if (!clash) continue;
      const isMovable = own === data && !facts.foreignKeys.includes('data_path_port');
      report({
        path: isMovable ? at : clash.path,
        message: `${clash.what} has ${own.protocol.toUpperCase()} port ${own.port}, which engine ${facts.engine} needs for ${own.does}`,
        hint: isMovable ? 'Set overlay.data_path_port to another port.' : clash.hint,
        related: isMovable
          ? [{ path: clash.path, message: clash.what }]
          : [{ path: ['overlay'], message: 'the overlay' }],
      });
    }
  },
} as const satisfies Rule;

interface TakenPort {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly what: string;
  readonly path: ManifestPath;
  readonly hint: string;
}

function takenPorts({ networks, encryption, input }: Manifest): TakenPort[] {
  const tunnels = networks.flatMap((network): TakenPort[] => {
    const { kind } = network.tunnel;
    const port = network.tunnel.port ?? tunnelOf(kind).defaultPort;
    if (network.carrier || isPlain(kind) || port === undefined) return [];
    const path = network.input.tunnel === undefined ? network.path : networkPath(network, 'tunnel');
    const what = `${networkKey(network, 'tunnel')} ${kind}`;
    const hint = `Give the tunnels another port: ${networkKey(network, 'tunnel')}: { kind: ${kind}, port: 4788 }.`;
    return [{ protocol: 'udp', port, what, path, hint }];
  });
  const isNamed = typeof input.encryption === 'object' && input.encryption.port !== undefined;
  const wireguard = (encryption ? [encryption.port, encryption.port + 1] : []).map(
    (port): TakenPort => ({
      protocol: 'udp',
      port,
      what: 'WireGuard',
      path: isNamed ? ['encryption', 'port'] : ['encryption'],
      hint: 'Use another encryption.port.',
    }),
  );
  const listen = input.docker?.listen;
  const api = listen === undefined || listen === 'mesh' ? undefined : parseListen(listen);
  return [
    ...tunnels,
    ...wireguard,
    ...(api && 'port' in api
      ? [
          {
            protocol: 'tcp' as const,
            port: api.port,
            what: 'Docker’s API',
            path: ['docker', 'listen'],
            hint: 'Let the API listen on another port, such as 2376.',
          },
        ]
      : []),
  ];
}
