import * as z from 'zod';
import { namedFirewallIds } from '../firewalls/ids.ts';
import { dockerSourceIds } from '../os/ids.ts';
import { container } from './container-schema.ts';
import { encryption } from './encryption-schema.ts';
import { cloudConfig, host, ignition, LABEL, LABEL_TEXT, mtu, os, provider, ssh, tls } from './host-schema.ts';
import { DEFAULT_METRICS, DEFAULT_SECONDS } from './monitor.ts';
import { network, networks } from './network-schema.ts';
import { overlay } from './overlay-schema.ts';

const packageFile = z.strictObject({
  url: z.string().meta({ description: 'https address of the package file.' }),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, { error: '64 lower-case hexadecimal digits' })
    .meta({ description: 'Its SHA-256; a download that differs is refused.' }),
});

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

/** A host label that is a name to Docker too: that takes no single letter. */
const CONTAINER = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])$/;
const CONTAINER_TEXT = 'two to 63 lower-case letters, digits and inner hyphens';

const namesMap = z.strictObject({
  domain: z
    .string()
    .max(200)
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/, {
      error: 'a DNS name in lower case, such as mesh.internal',
    })
    .meta({
      description: 'Domain of the names. Default: the cluster’s name under internal.',
      examples: ['mesh.internal'],
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
    network: z
      .union([z.literal('none'), network])
      .meta({
        description:
          "The mesh. none: no tunnels and no bridge of meshinit's, for a cluster of Docker's own overlay alone.",
      })
      .optional(),
    networks: networks.optional(),
    overlay: overlay.optional(),
    containers: z
      .record(z.string().regex(CONTAINER, { error: CONTAINER_TEXT }), container)
      .meta({
        description:
          "Containers by name, in the words of Compose's specification, each on one host or several. See docs/containers.md.",
      })
      .optional(),
    docker: docker.optional(),
    ovs: ovs.optional(),
    firewall: z
      .enum(['auto', ...namedFirewallIds])
      .meta({ description: "Which firewall carries the mesh's rules. Default: auto, the OS's." })
      .optional(),
    encryption: encryption.optional(),
    metadata: z
      .enum(['block', 'allow'])
      .meta({
        description:
          "Whether containers reach the provider's metadata service, where user-data can be read. DNS at its address works either way. Default: block on hosts whose document holds a secret, else allow. See docs/providers.md.",
      })
      .optional(),
    names: z
      .union([z.literal([true, false]), namesMap])
      .meta({
        description:
          'Whether hosts and containers are found by name from every host and container: host2, web, web.host2. Default: true where containers are declared, else false. See docs/names.md.',
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
export type ContainerInput = NonNullable<ManifestInput['containers']>[string];
export type NetworkInput = Exclude<NonNullable<ManifestInput['network']>, 'none'>;
