import * as z from 'zod';
import { engineIds } from '../overlay/ids.ts';
import { cidr } from './host-schema.ts';

/** What Docker takes for a network's name, without the capitals that some file systems fold. */
const NETWORK_NAME = /^[a-z0-9][a-z0-9_.-]{0,62}$/;

const overlayNetwork = z
  .strictObject({
    subnet: cidr("Its containers' network. Default: Docker's choice, of address_pool.", '10.201.0.0/24').optional(),
    encrypted: z
      .boolean()
      .meta({ description: 'IPsec between hosts, by keys that Docker changes every 12 h. Default: false.' })
      .optional(),
    attachable: z
      .boolean()
      .meta({ description: 'Whether docker run may use it, not services alone. Default: true.' })
      .optional(),
  })
  .meta({ description: 'An overlay network of Docker’s.' });

const seats = z.array(z.string()).min(1);

export const overlay = z
  .strictObject({
    engine: z.enum(engineIds).meta({
      description:
        'What holds its state. swarm: Docker itself, from 19.03 on. store: etcd beside Docker, which 22 was the last to take.',
    }),
    managers: seats
      .meta({
        description: 'For swarm: the hosts that manage it, 1, 3, 5 or 7.',
        examples: [['host1', 'host2', 'host3']],
      })
      .optional(),
    stores: seats
      .meta({ description: 'For store: the hosts that run etcd, 1, 3 or 5.', examples: [['host1', 'host2', 'host3']] })
      .optional(),
    networks: z
      .record(
        z.string().regex(NETWORK_NAME, { error: 'lower-case letters, digits, dots, hyphens and _, at most 63' }),
        // A name alone is a network with nothing but defaults.
        z.union([overlayNetwork, z.null()]),
      )
      .meta({ description: 'Overlay networks by name: made once, there when the first boot says ready.' })
      .optional(),
    data_path_port: z
      .int()
      .min(1024)
      .max(49_151)
      .meta({
        description:
          "For swarm: the UDP port of its VXLAN, which no tunnel of meshinit's has. It holds as long as the swarm lives. Default: 4790.",
      })
      .optional(),
    address_pool: cidr(
      'For swarm: the range that it takes /24 subnets of networks from, its own included. It holds as long as the swarm lives. Default: 10.200.0.0/16.',
      '10.200.0.0/16',
    ).optional(),
  })
  .meta({ description: "Docker's own overlay. See docs/overlay.md." });

export type OverlayInput = z.output<typeof overlay>;
