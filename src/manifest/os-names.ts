import { type OsId, osIds } from '../os/ids.ts';

/** Names under which people know a release, or what they have in its place. */
const NAMES: ReadonlyMap<string, readonly OsId[]> = new Map(
  Object.entries<readonly OsId[]>({
    trusty: ['ubuntu-14.04'],
    xenial: ['ubuntu-16.04'],
    bionic: ['ubuntu-18.04'],
    focal: ['ubuntu-20.04'],
    jammy: ['ubuntu-22.04'],
    noble: ['ubuntu-24.04'],
    resolute: ['ubuntu-26.04'],
    bullseye: ['debian-11'],
    bookworm: ['debian-12'],
    trixie: ['debian-13'],
    centos: ['centos-7', 'rocky-9', 'alma-9'],
    rhel: ['rocky-9', 'alma-9'],
    redhat: ['rocky-9', 'alma-9'],
    amazon: ['amazon-linux-2023'],
    amzn: ['amazon-linux-2023'],
    al: ['amazon-linux-2023'],
    coreos: ['fedora-coreos'],
    fcos: ['fedora-coreos'],
  }),
);

/** The systems that a name may mean: a code name, or a family without, or with an unknown, version. */
export function systemsNamed(name: string): readonly OsId[] {
  const words = name.toLowerCase().match(/[a-z]+/g) ?? [];
  const named = words.flatMap((word) => NAMES.get(word) ?? []);
  if (named.length > 0) return [...new Set(named)];
  const [family = ''] = words;
  return family.length < 4 ? [] : osIds.filter((id) => id.startsWith(family.replace(/linux$/, '')));
}
