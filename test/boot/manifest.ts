import { stringify } from 'yaml';

interface Wanted {
  readonly hosts: number;
  /** Of the underlay. */
  readonly family?: 4 | 6;
  readonly os?: string;
  readonly network?: Readonly<Record<string, unknown>>;
  /** Further top-level keys. */
  readonly rest?: Readonly<Record<string, unknown>>;
  /** Further keys of single hosts. */
  readonly ofHost?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A manifest of hosts named host1 and on. */
export function manifestOf({
  hosts,
  family = 4,
  os = 'debian-12',
  network = {},
  rest = {},
  ofHost = {},
}: Wanted): string {
  const names = Array.from({ length: hosts }, (_, index) => `host${index + 1}`);
  const address = (index: number): string => `${family === 4 ? '10.0.0.1' : 'fd00:10::1'}${index + 1}`;
  return stringify({
    meshinit: 1,
    name: 'lane',
    defaults: { os },
    hosts: Object.fromEntries(names.map((name, index) => [name, { address: address(index), ...ofHost[name] }])),
    network,
    ...rest,
  });
}
