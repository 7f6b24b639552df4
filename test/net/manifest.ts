import { readFileSync } from 'node:fs';
import { stringify } from 'yaml';

/** A manifest of Debian 12 hosts named host1 and on, with `network` as given. */
export function manifestOf(
  hosts: number,
  family: 4 | 6,
  network: Readonly<Record<string, unknown>>,
  ofHost: Readonly<Record<string, unknown>> = {},
): string {
  const numbers = Array.from({ length: hosts }, (_, index) => index + 1);
  return stringify({
    meshinit: 1,
    name: 'lane',
    defaults: { os: 'debian-12' },
    hosts: Object.fromEntries(
      numbers.map((number) => [
        `host${number}`,
        { address: family === 4 ? `10.0.0.1${number}` : `fd00:10::1${number}`, ...ofHost },
      ]),
    ),
    network,
  });
}

/** A manifest of examples/. */
export const example = (name: string): string =>
  readFileSync(new URL(`../../examples/${name}.yaml`, import.meta.url), 'utf8');

/** Two hosts of one site, with a network of their own between them, and one elsewhere: the end of a manifest. */
export const TWO_SITES = `hosts:
  host1: { site: a, address: 10.0.0.11, addresses: { private: 192.168.7.11 } }
  host2: { site: a, address: 10.0.0.12, addresses: { private: 192.168.7.12 } }
  host3: { site: b, address: 10.0.0.13 }
allow: { MI0660: the lane joins them }
`;
