import * as z from 'zod';
import { osIds } from '../os/ids.ts';
import { providerIds } from '../providers/providers.ts';
import { hostWireguard } from './encryption-schema.ts';

/** RFC 1123 label: what a host name may be. */
export const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
export const LABEL_TEXT = 'lower-case letters, digits and inner hyphens, at most 63 (RFC 1123)';

export const os = z.enum(osIds).meta({ description: 'Operating system of the image. See docs/os.md.' });
export const provider = z
  .enum(providerIds)
  .meta({ description: 'Where the host runs. Sets the user-data limit and the usual underlay MTU. Default: generic.' });
export const mtu = z
  .int()
  .min(576)
  .max(65_535)
  .meta({ description: "Underlay MTU in bytes. Default: the provider's figure for private addresses, else 1500." });
export const cloudConfig = z.record(z.string(), z.unknown()).meta({
  description:
    'Raw cloud-config that is merged into the document: users, ssh keys, time zone, packages, files, runcmd. ' +
    'Lists append, maps merge; a clash with what meshinit owns is an error.',
});
export const ignition = z.record(z.string(), z.unknown()).meta({ description: 'The same for Ignition hosts.' });
const tlsFile = (what: string, example: string) =>
  z.string().meta({ description: `${what}: an absolute path on the host, or a PEM text.`, examples: [example] });
export const tls = z
  .strictObject({
    ca: tlsFile('The CA that signs client certificates', '/etc/docker/ca.pem'),
    cert: tlsFile("The host's certificate", '/etc/docker/cert.pem'),
    key: tlsFile("The certificate's private key", '/etc/docker/key.pem'),
  })
  .meta({
    description:
      "TLS of Docker's API: clients need a certificate from the CA. A host's own `tls` overrides docker.tls.",
  });
export const ssh = z
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
export const cidr = (description: string, example: string) => z.string().meta({ description, examples: [example] });

export const host = z
  .strictObject({
    address: z.string().meta({
      description:
        'IPv4 or IPv6 address at which peers reach the host, or a DNS name, which they resolve and follow. none: the host is behind NAT and, with encryption, opens the connection itself. Two such hosts have no link.',
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
    compose: z
      .union([
        z.string().meta({ description: 'The Compose file, relative to the file that names it.' }),
        z.record(z.string(), z.unknown()).meta({ description: 'What would stand in it.' }),
      ])
      .meta({
        description:
          'A Compose file that the host brings up, in networks of the cluster by the names of their Docker networks; or what would stand in it.',
        examples: ['web.yaml'],
      })
      .optional(),
    ssh: ssh.optional(),
    wireguard: hostWireguard.optional(),
  })
  .meta({ description: 'One host.' });
