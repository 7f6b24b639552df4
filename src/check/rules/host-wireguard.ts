import { example } from '../example.ts';
import type { Rule } from '../rule.ts';

const KEY = 'hIgo9xNzJMWLKASShiTqIybxZ0U3wGLiUeJ1PKf8ykw=';
const own = (rest: string): string =>
  example(
    [`host1: { address: 10.0.0.11, wireguard: { public_key: ${KEY}${rest} } }`, 'host2: { address: 10.0.0.12 }'],
    'encryption: wireguard\n',
  );

/** As programs on the host are named: nothing that a shell or systemd reads otherwise. */
const ABSOLUTE = /^(\/[A-Za-z0-9_.-]+)+$/;

export const hostWireguard = {
  law: {
    code: 'MI0316',
    severity: 'error',
    title: 'A host’s own WireGuard key must be in a file on it, or come from a command.',
    explanation:
      'The document has the public key alone. The private one is in key_file, or is what key_command prints: exactly one of the two, and by its absolute path.',
    wrong: own(''),
    right: own(', key_file: /etc/wireguard/mesh.key'),
  },
  check({ manifest, isBroken, report }) {
    for (const { name, input } of manifest.hosts) {
      const path = ['hosts', name, 'wireguard'];
      if (!input.wireguard || isBroken(path)) continue;
      const { key_file: file, key_command: command } = input.wireguard;
      const place = path.join('.');
      if ((file === undefined) === (command === undefined)) {
        report({
          path,
          at: 'key',
          message: `${place} needs one of key_file and key_command, and has ${file === undefined ? 'none' : 'both'}`,
          hint: 'Example: key_file: /etc/wireguard/mesh.key.',
        });
      }
      if (file !== undefined && !ABSOLUTE.test(file)) {
        report({
          path: [...path, 'key_file'],
          message: `${place}.key_file is not an absolute path of letters, digits, dots, hyphens and _`,
          hint: 'Example: /etc/wireguard/mesh.key.',
        });
      }
      if (command && !ABSOLUTE.test(command[0] ?? '')) {
        report({
          path: [...path, 'key_command', 0],
          message: `the first word of ${place}.key_command is not the absolute path of a program`,
          hint: 'Example: [/usr/local/bin/fetch-key, mesh].',
        });
      }
    }
  },
} as const satisfies Rule;
