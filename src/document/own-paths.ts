/** Paths that lead to one place on every system, the longer first. */
const ALIASES: readonly (readonly [alias: string, place: string])[] = [
  ['/var/run/', '/run/'],
  ['/var/usrlocal/', '/usr/local/'],
  ['/bin/', '/usr/bin/'],
  ['/sbin/', '/usr/sbin/'],
  ['/lib/', '/usr/lib/'],
];

/** Where a file named as meshinit's can take effect: units, drop-ins and overrides of its services above all. */
const KEPT = /^\/(?:etc|usr|run|opt\/bin|opt\/lib|var\/lib)\//;

/** What is done to a path: a file or a link takes its place, a directory may be there already, a mount covers it. */
export type Use = 'file' | 'link' | 'directory' | 'mount';

/** The paths of a host that are meshinit's, against those of the user's own part. */
export class OwnPaths {
  private readonly files: ReadonlySet<string>;
  private readonly directories: ReadonlySet<string>;

  constructor(files: readonly { readonly path: string }[]) {
    this.files = new Set(files.map(({ path }) => path));
    this.directories = new Set(files.flatMap(({ path }) => parentsOf(path)));
  }

  /** Why this use of a path cannot be, as the end of a sentence that began with the path; undefined where it can. */
  clash(path: string, use: Use): string | undefined {
    const place = normal(path);
    if (this.files.has(place)) return 'which meshinit writes';
    if (use !== 'directory' && this.directories.has(place)) {
      return use === 'mount' ? 'which would hide files that meshinit writes' : 'where meshinit needs a directory';
    }
    const above = parentsOf(place).find((parent) => this.files.has(parent));
    if (above !== undefined) return `below ${above}, a file that meshinit writes`;
    return use !== 'directory' && isKept(place) ? 'a name reserved for meshinit' : undefined;
  }
}

/** A drop-in may change a unit of meshinit's, as people change others'. */
const isKept = (place: string): boolean =>
  KEPT.test(place) &&
  !/\.d\/[^/]+\.conf$/.test(place) &&
  place.split('/').some((step) => /^meshinit(?:$|[-.])/.test(step));

/** `/etc//docker/./daemon.json` is `/etc/docker/daemon.json`, and `/lib/systemd` is `/usr/lib/systemd`. */
export function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  const plain = `/${parts.join('/')}`;
  const [alias, place] = ALIASES.find(([start]) => `${plain}/`.startsWith(start)) ?? ['/', '/'];
  return `${place}${`${plain}/`.slice(alias.length)}`.slice(0, -1) || '/';
}

function parentsOf(path: string): string[] {
  const steps = path.split('/').slice(1, -1);
  return ['/', ...steps.map((_, index) => `/${steps.slice(0, index + 1).join('/')}`)];
}
