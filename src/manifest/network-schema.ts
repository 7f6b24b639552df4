import * as z from 'zod';
import { dataplaneIds } from '../dataplanes/ids.ts';
import { layoutIds } from '../layouts/ids.ts';
import { loopIds } from '../mesh/loop-ids.ts';
import { MOST_DEATHS } from '../mesh/survive/most-deaths.ts';
import { stackIds } from '../stacks/ids.ts';
import { tunnelKinds } from '../tunnels/tunnels.ts';
import { DEFAULT_AS } from './default-as.ts';
import { cidr } from './host-schema.ts';

const tunnelMap = z.strictObject({
  kind: z.enum(tunnelKinds).meta({ description: 'The encapsulation.' }),
  key: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .meta({
      description: 'GRE key (32 bits), or VNI (24 bits). Default: none for GRE, else 0; 1 with network.control.evpn.',
    })
    .optional(),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .meta({ description: 'UDP port. Default: 4789 for VXLAN, 6081 for Geneve.' })
    .optional(),
});

/** Written out, not inferred: the library's types name it, and they name no other package. */
export type TopologyInput =
  | 'full'
  | 'ring'
  | 'auto'
  | { star: string[] }
  | { survive: number }
  | { links: [string, string][] };

const topology = z.union([
  z.enum(['full', 'ring', 'auto']),
  z.strictObject({ star: z.array(z.string()).min(1).meta({ description: 'The hubs.' }) }),
  z.strictObject({
    survive: z
      .int()
      .min(1)
      // A rule says how many these hosts allow.
      .meta({ description: 'How many hosts may fail: at most 3, and at least two must remain.', maximum: MOST_DEATHS }),
  }),
  z.strictObject({
    links: z
      .array(z.tuple([z.string(), z.string()]))
      .min(1)
      .meta({ description: 'Pairs of hosts.' }),
  }),
]) satisfies z.ZodType<TopologyInput>;

/** Written out for the same reason. */
export type ControlInput =
  | 'static'
  | { evpn: { reflectors: string[]; as?: number | undefined; range?: string | undefined } };

const control = z.union([
  z.enum(['static']),
  z.strictObject({
    evpn: z
      .strictObject({
        reflectors: z
          .array(z.string())
          .min(1)
          .meta({
            description: 'The hosts that pass on what the others announce: two or three.',
            examples: [['host1', 'host2']],
          }),
        as: z
          .int()
          .min(1)
          .max(4_294_967_294)
          .meta({ description: `BGP's autonomous system, one for the cluster. Default: ${DEFAULT_AS}.` })
          .optional(),
        range: cidr(
          'Private addresses that new hosts may have: all hosts let tunnels in from there, so that a new host is reached before the others are patched. Default: none, each peer is let in by its own address.',
          '10.0.0.0/24',
        ).optional(),
      })
      .meta({ description: 'BGP EVPN by FRR: MAC addresses are announced instead of learned.' }),
  }),
]) satisfies z.ZodType<ControlInput>;

/** What every network has, the main one and further ones. */
const common = {
  layout: z
    .enum(layoutIds)
    .meta({
      description:
        'shared: one subnet, a slice of it for each host (--fixed-cidr), docker0 carries the Open vSwitch bridge as a port. ' +
        "per-host: a subnet of its own for each host (--bip); the switch holds an address with the cluster's mask and a veth pair joins it to docker0. " +
        'routed: a subnet of its own for each host, and a route to it on every other over the kernel’s VXLAN, WireGuard itself or the underlay: no broadcasts, no loops. Default: shared.',
    })
    .optional(),
  subnet6: z
    .string()
    .meta({
      description:
        "The containers' IPv6 network: a CIDR block of /64 or larger, of which the first /64 is used; auto: a unique local /64 that the lock keeps; none. Default: none.",
      examples: ['auto', '2001:db8:7:1::/64'],
    })
    .optional(),
  slice: z
    .string()
    .regex(/^\/([1-9]|[12]\d|3[0-2])$/, { error: "a prefix length with its slash, such as '/18'" })
    .meta({
      description: "Prefix length of a host's slice. Default: the subnet's plus 8, at most /28.",
      examples: ['/18'],
    })
    .optional(),
  bridges: cidr(
    "The range that hosts' mesh addresses come from. Default: the first block of the subnet that is at least one slice and holds as many addresses as there are slices.",
    '172.17.42.0/24',
  ).optional(),
  topology: topology.meta({ description: 'Which hosts have a tunnel between them. Default: full.' }).optional(),
  loops: z
    .enum(['auto', ...loopIds])
    .meta({
      description:
        'Loop protection. auto: split horizon in a full mesh if every Open vSwitch supports it (2.7 or newer), else RSTP (2.4), else STP.',
    })
    .optional(),
  mtu: z
    .int()
    .min(68)
    .max(65_535)
    .meta({ description: 'Overrides the computed inner MTU; larger than computed is an error.' })
    .optional(),
  masquerade: z.boolean().meta({ description: 'NAT for traffic that leaves the cluster. Default: true.' }).optional(),
};

const { layout, subnet6, slice, bridges, loops, mtu, masquerade } = common;

/** What Docker takes for a network's name, without the capitals that some file systems fold. */
const DOCKER_NAME = /^[a-z0-9][a-z0-9_.-]{0,62}$/;

export const network = z
  .strictObject({
    docker: z
      .string()
      .regex(DOCKER_NAME, { error: 'lower-case letters, digits, dots, hyphens and _, at most 63' })
      .meta({
        description:
          "The name of the mesh's Docker network. bridge: Docker's default network, on docker0. Any other: a user-defined network on the bridge mesh0, with names, --ip and Compose. Default: bridge.",
        examples: ['mesh'],
      })
      .optional(),
    subnet: cidr("The containers' network. Default: 172.17.0.0/16.", '172.17.0.0/16').optional(),
    subnet6,
    layout,
    slice,
    bridges,
    tunnel: z
      .union([z.enum(tunnelKinds), tunnelMap])
      .meta({
        description:
          'The tunnels: a kind, or a map of kind, key and port. none: with layout routed, the underlay itself carries the routes. Default: vxlan.',
      })
      .optional(),
    topology: common.topology,
    loops,
    dataplane: z
      .enum(dataplaneIds)
      .meta({
        description:
          "What forwards the containers' traffic. ovs: Open vSwitch. linux: the kernel's own VXLAN, without Open vSwitch; for the topology full. Default: the OS's, which may differ from host to host.",
      })
      .optional(),
    control: control
      .meta({
        description:
          'Who says where a container is. static: frames are flooded, and addresses learned from them. evpn: hosts tell each other by BGP, over the same tunnels, in all networks; for the dataplane linux. See docs/evpn.md. Default: static.',
      })
      .optional(),
    stack: z.enum(stackIds).meta({ description: "How a host configures its network. Default: the OS's." }).optional(),
    mtu,
    masquerade,
  })
  .meta({ description: 'The mesh.' });

const further = z
  .strictObject({
    hosts: z
      .array(z.string())
      .min(1)
      .meta({ description: 'Its members. Default: all hosts.', examples: [['host1', 'host2']] })
      .optional(),
    subnet: cidr("Its containers' network, which overlaps no other.", '10.78.0.0/16'),
    subnet6,
    layout,
    slice,
    bridges,
    tunnel: z
      .union([z.enum(tunnelKinds), tunnelMap.partial({ kind: true })])
      .meta({
        description:
          "The tunnels: a kind, or a map of kind, key and port. Default: the main network's kind, and a key that the lock keeps.",
      })
      .optional(),
    vlan: z
      .int()
      .min(1)
      .max(4094)
      .meta({
        description:
          "Uses the main network's tunnels, with this 802.1Q tag, instead of tunnels of its own. For the dataplane ovs; the members and the topology are the main network's.",
      })
      .optional(),
    internal: z
      .boolean()
      .meta({
        description: 'No gateway and no NAT: its containers reach each other alone (--internal). Default: false.',
      })
      .optional(),
    topology: common.topology,
    loops,
    mtu,
    masquerade,
  })
  .meta({ description: 'A further network: an Ethernet segment and a Docker network of its own.' });

/** Ten characters: with `sw-` or `br-` before it, and a number after it, it is a device's name of 15 bytes at most. */
const NETWORK_NAME = /^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/;

export const networks = z
  .record(
    z.string().regex(NETWORK_NAME, { error: 'lower-case letters, digits and inner hyphens, at most 10' }),
    further,
  )
  .meta({ description: 'Further networks by name, which is also the name of the Docker network.' });

export type FurtherInput = z.output<typeof further>;
