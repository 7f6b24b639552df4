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
