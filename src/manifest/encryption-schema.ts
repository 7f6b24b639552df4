import * as z from 'zod';
import { isKeyText } from '../keys/key-text.ts';
import { WIREGUARD_PORT } from './wireguard-port.ts';

const kind = z.enum(['wireguard', 'none']);

export const encryption = z
  .union([
    kind,
    z.strictObject({
      kind: kind.meta({ description: 'What encrypts the tunnels.' }),
      range: z
        .string()
        .meta({
          description:
            'The range that WireGuard addresses come from, private or ULA. Default: a private /16 that overlaps nothing of the manifest, kept by the lock.',
          examples: ['10.98.0.0/16', 'fd98::/64'],
        })
        .optional(),
      port: z
        .int()
        .min(1)
        .max(65_534)
        .meta({
          description: `UDP port of even generations of keys; odd ones take the next. Default: ${WIREGUARD_PORT}.`,
        })
        .optional(),
    }),
  ])
  .meta({
    description:
      'wireguard: the tunnels of every network run through WireGuard. See docs/encryption.md. Default: none.',
  });

export const hostWireguard = z
  .strictObject({
    public_key: z
      .string()
      .refine(isKeyText, { error: 'a WireGuard public key, as wg pubkey prints it: 44 characters of base64' })
      .meta({ description: "The host's public key, as `wg pubkey` prints it." }),
    key_file: z
      .string()
      .meta({
        description: 'Where the private key is on the host: an absolute path. It must be there before meshinit runs.',
        examples: ['/etc/wireguard/mesh.key'],
      })
      .optional(),
    key_command: z
      .array(z.string())
      .min(1)
      .meta({
        description: 'A command on the host that prints the private key, as a list of its words.',
        examples: [['/usr/local/bin/fetch-key', 'mesh']],
      })
      .optional(),
  })
  .meta({
    description:
      "The host's own key pair: the document then holds no private key. Default: a pair derived from the seed.",
  });
