import * as z from 'zod';
import { dataplaneIds } from '../dataplanes/ids.ts';
import { namedFirewallIds } from '../firewalls/ids.ts';
import { layoutIds } from '../layouts/ids.ts';
import { loopIds } from '../mesh/loop-ids.ts';
import { MOST_DEATHS } from '../mesh/survive/most-deaths.ts';
import { dockerSourceIds, osIds } from '../os/ids.ts';
import { providerIds } from '../providers/providers.ts';
import { stackIds } from '../stacks/ids.ts';
import { tunnelKinds } from '../tunnels/tunnels.ts';
import { DEFAULT_METRICS, DEFAULT_SECONDS } from './monitor.ts';

/** RFC 1123 label: what a host name may be. */
export const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
export const LABEL_TEXT = 'lower-case letters, digits and inner hyphens, at most 63 (RFC 1123)';

const os = z.enum(osIds).meta({ description: 'Operating system of the image. See docs/os.md.' });
const provider = z
  .enum(providerIds)
  .meta({ description: 'Where the host runs. Sets the user-data limit and the usual underlay MTU. Default: generic.' });
const mtu = z
  .int()
  .min(576)
  .max(65_535)
  .meta({ description: "Underlay MTU in bytes. Default: the provider's figure for private addresses, else 1500." });
const cloudConfig = z.record(z.string(), z.unknown()).meta({
  description:
    'Raw cloud-config that is merged into the document: users, ssh keys, time zone, packages, files, runcmd. ' +
    'Lists append, maps merge; a clash with what meshinit owns is an error.',
});
const ignition = z.record(z.string(), z.unknown()).meta({ description: 'The same for Ignition hosts.' });
const tlsFile = (what: string, example: string) =>
  z.string().meta({ description: `${what}: an absolute path on the host, or a PEM text.`, examples: [example] });
const tls = z
  .strictObject({
    ca: tlsFile('The CA that signs client certificates', '/etc/docker/ca.pem'),
    cert: tlsFile("The host's certificate", '/etc/docker/cert.pem'),
    key: tlsFile("The certificate's private key", '/etc/docker/key.pem'),
  })
  .meta({
    description:
      "TLS of Docker's API: clients need a certificate from the CA. A host's own `tls` overrides docker.tls.",
  });
const ssh = z
  .strictObject({
    user: z.string().meta({ description: "The login's name. Default: ssh's own.", examples: ['debian'] }),
    host: z.string().meta({
      description: 'A host name, an address, or an alias of ssh_config. Default: `address`.',
      examples: ['web1.example.com'],
    }),
    port: z.int().min(1).max(65_535).meta({ description: "The TCP port. Default: ssh's own." }),
    jump: z.string().meta({
      description: 'A host to go through, `[USER@]HOST[:PORT]`, or several with commas between, as for `ssh -J`.',
      examples: ['ops@bastion.example.com'],
    }),
  })
  .partial()
  .meta({
    description:
      "How `meshinit status` and `meshinit apply` reach a host over ssh. A host's own keys override those of defaults.ssh. No document depends on it.",
  });
const cidr = (description: string, example: string) => z.string().meta({ description, examples: [example] });

const host = z
  .strictObject({
    address: z.string().meta({
      description: 'IPv4 or IPv6 address at which peers reach the host, or a DNS name, which they resolve and follow.',
      examples: ['10.0.0.11', 'fd00::11', 'web1.example.com'],
    }),
    os: os.optional(),
    provider: provider.optional(),
    mtu: mtu.optional(),
    slice: cidr("Pins the host's container range.", '172.17.64.0/18').optional(),
    bridge: z
      .string()
      .meta({ description: "Pins the host's address on the mesh.", examples: ['172.17.42.1'] })
      .optional(),
    cloud_config: cloudConfig.optional(),
    ignition: ignition.optional(),
    tls: tls.optional(),
    was: z.string().meta({ description: 'A former name of the host.' }).optional(),
    site: z
      .string()
      .regex(LABEL, { error: LABEL_TEXT })
      .meta({
        description:
          'Where the host is located. Hosts at the same site reach each other at `addresses.private`, hosts at different sites at `addresses.public`. Hosts without a site share one.',
        examples: ['fsn1'],
      })
      .optional(),
    addresses: z
      .strictObject({
        private: z.string().meta({ description: 'Where hosts at its own site reach it.', examples: ['10.0.0.11'] }),
        public: z.string().meta({ description: 'Where hosts at other sites reach it.', examples: ['198.51.100.11'] }),
      })
      .partial()
      .meta({ description: 'Addresses that override `address`, for hosts at its own site or at others.' })
      .optional(),
    ssh: ssh.optional(),
  })
  .meta({ description: 'One host.' });

const tunnelMap = z.strictObject({
  kind: z.enum(tunnelKinds).meta({ description: 'The encapsulation.' }),
  key: z
    .int()
    .min(0)
    .max(0xffff_ffff)
    .meta({ description: 'GRE key (32 bits), or VNI (24 bits). Default: none for GRE, else 0.' })
    .optional(),
  port: z
    .int()
    .min(1)
    .max(65_535)
    .meta({ description: 'UDP port. Default: 4789 for VXLAN, 6081 for Geneve.' })
    .optional(),
});

const packageFile = z.strictObject({
  url: z.string().meta({ description: 'https address of the package file.' }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: '64 lower-case hexadecimal digits' })
    .meta({ description: 'Its SHA-256; a download that differs is refused.' }),
});

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
]);

const network = z
  .strictObject({
    subnet: cidr("The containers' network. Default: 172.17.0.0/16.", '172.17.0.0/16').optional(),
    layout: z
      .enum(layoutIds)
      .meta({
        description:
          'shared: one subnet, a slice of it for each host (--fixed-cidr), docker0 carries the Open vSwitch bridge as a port. ' +
          "per-host: a subnet of its own for each host (--bip); the switch holds an address with the cluster's mask and a veth pair joins it to docker0. Default: shared.",
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
    tunnel: z
      .union([z.enum(tunnelKinds), tunnelMap])
      .meta({ description: 'The tunnels: a kind, or a map of kind, key and port. Default: vxlan.' })
      .optional(),
    topology: topology.meta({ description: 'Which hosts have a tunnel between them. Default: full.' }).optional(),
    loops: z
      .enum(['auto', ...loopIds])
      .meta({
        description:
          'Loop protection. auto: split horizon in a full mesh if every Open vSwitch supports it (2.7 or newer), else RSTP (2.4), else STP.',
      })
      .optional(),
    dataplane: z
      .enum(dataplaneIds)
      .meta({
        description:
          "What forwards the containers' traffic. ovs: Open vSwitch. linux: the kernel's own VXLAN, without Open vSwitch; for the topology full. Default: the OS's, which may differ from host to host.",
      })
      .optional(),
    stack: z.enum(stackIds).meta({ description: "How a host configures its network. Default: the OS's." }).optional(),
    mtu: z
      .int()
      .min(68)
      .max(65_535)
      .meta({ description: 'Overrides the computed inner MTU; larger than computed is an error.' })
      .optional(),
    masquerade: z.boolean().meta({ description: 'NAT for traffic that leaves the cluster. Default: true.' }).optional(),
  })
  .meta({ description: 'The mesh.' });

const docker = z
  .strictObject({
    from: z.enum(dockerSourceIds).meta({ description: "Where Docker comes from. Default: the OS's." }).optional(),
    listen: z
      .string()
      .meta({
        description: "Docker's API on TCP: `mesh` (the host's mesh address only) or HOST:PORT. Default: off.",
        examples: ['mesh'],
      })
      .optional(),
    insecure: z
      .boolean()
      .meta({ description: 'Allows the API on TCP without TLS: whoever reaches it is root.' })
      .optional(),
    tls: tls.optional(),
    daemon: z.record(z.string(), z.unknown()).meta({ description: "Raw keys of Docker's daemon.json." }).optional(),
  })
  .meta({ description: 'Docker.' });

const ovs = z
  .strictObject({
    from: z
      .union([
        z.literal('distro'),
        z.strictObject({ debs: z.array(packageFile).min(1) }),
        z.strictObject({ rpms: z.array(packageFile).min(1) }),
      ])
      .meta({
        description: 'Where Open vSwitch comes from: the distribution, or package files in the order of installation.',
      })
      .optional(),
    version: z
      .string()
      .regex(/^\d+\.\d+(\.\d+)*$/, { error: "a version such as '2.17.12'" })
      .meta({ description: 'Version of the packages, if their names do not state it.' })
      .optional(),
  })
  .meta({ description: 'Open vSwitch.' });

const monitorMap = z.strictObject({
  every: z
    .int()
    .min(10)
    .max(86_400)
    .meta({ description: `Seconds between two checks. Default: ${DEFAULT_SECONDS}.` })
    .optional(),
  metrics: z
    .string()
    .regex(/^(\/[A-Za-z0-9_][A-Za-z0-9._-]*)+$/, { error: 'an absolute path of letters, digits, dots, hyphens and _' })
    .meta({
      description: `Directory for meshinit.prom, such as the one that node_exporter reads text files from. Default: ${DEFAULT_METRICS}.`,
      examples: ['/var/lib/prometheus/node-exporter'],
    })
    .optional(),
});

/** The manifest, version 1. The JSON Schema and the reference page are made from this. */
export const manifestSchema = z
  .strictObject({
    meshinit: z.literal(1).meta({ description: "The manifest's version." }),
    include: z
      .array(z.string())
      .meta({
        description:
          'Further files of the manifest, by their paths from this one. Their maps are merged with its own; no other value may be in two files. See docs/values.md.',
        examples: [['hosts.yaml']],
      })
      .optional(),
    name: z
      .string()
      .max(32)
      .regex(/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, { error: 'lower-case letters, digits and inner hyphens, at most 32' })
      .meta({ description: "The cluster's name, a DNS label. Default: mesh." })
      .optional(),
    defaults: z
      .strictObject({
        os: os.optional(),
        provider: provider.optional(),
        mtu: mtu.optional(),
        cloud_config: cloudConfig.optional(),
        ignition: ignition.optional(),
        ssh: ssh.optional(),
      })
      .meta({ description: 'Defaults for every host.' })
      .optional(),
    hosts: z.record(z.string().regex(LABEL, { error: LABEL_TEXT }), host).meta({ description: 'The hosts by name.' }),
    network: network.optional(),
    docker: docker.optional(),
    ovs: ovs.optional(),
    firewall: z
      .enum(['auto', ...namedFirewallIds])
      .meta({ description: "Which firewall carries the mesh's rules. Default: auto, the OS's." })
      .optional(),
    metadata: z
      .enum(['block', 'allow'])
      .meta({
        description:
          "Whether containers reach the provider's metadata service, where user-data can be read. DNS at its address works either way. Default: block on hosts whose document holds a secret, else allow. See docs/providers.md.",
      })
      .optional(),
    monitor: z
      .union([z.literal([true, false]), monitorMap])
      .meta({
        description:
          'Runs meshinit-check on each host by a timer, and writes the results to /run/meshinit/check and as metrics for Prometheus. Default: false.',
      })
      .optional(),
    allow: z
      .record(z.string().regex(/^MI\d{4}$/, { error: "a warning's code such as 'MI0652'" }), z.string().min(1))
      .meta({ description: 'Warnings to silence, each with the reason.' })
      .optional(),
  })
  .meta({
    title: 'meshinit manifest',
    description: 'A cluster of Docker hosts in one mesh.',
  });

/** The manifest as written, structure checked, nothing filled in. */
export type ManifestInput = z.output<typeof manifestSchema>;
export type HostInput = ManifestInput['hosts'][string];
export type SshInput = NonNullable<HostInput['ssh']>;
export type NetworkInput = NonNullable<ManifestInput['network']>;
export type TopologyInput = NonNullable<NetworkInput['topology']>;
