import { printable } from '../diagnostics/format-glyphs.ts';
import { type HostKeys, NO_KEYS } from '../patch/link-keys.ts';

/** One line of what `meshinit-check` says. */
export interface Check {
  readonly isOk: boolean;
  readonly what: string;
}

/** A line of a host's list of peers. */
export interface PeerLine {
  /** The further network that the list is of; undefined for the main one. */
  readonly network: string | undefined;
  readonly port: string;
  readonly remote: string;
  readonly name: string;
}

/** A peer by its name, of a further network with that network's: in several networks it is several. */
export const peerKey = (network: string | undefined, name: string): string =>
  network === undefined ? name : `${network}/${name}`;

/** What a host says of itself: material to judge, since it may be wrong, cut short or hostile. */
export interface HostAnswer {
  /** As `/etc/os-release` has it: `debian-12`. */
  readonly os: string;
  /** Undefined where it is not in a mesh yet. */
  readonly cluster: string | undefined;
  readonly host: string;
  readonly subnet: string;
  readonly mtu: number | undefined;
  /** The line of /run/meshinit/status. */
  readonly status: string;
  readonly isReady: boolean;
  /** Whether a patch waits there to be confirmed or rolled back. */
  readonly hasPatch: boolean;
  readonly peers: readonly PeerLine[];
  /** The public keys that WireGuard knows peers by, by the peers' names. */
  readonly keys: ReadonlyMap<string, HostKeys>;
  /** SHA-256 of its planned files and of those that bear meshinit's name, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** Files that bear meshinit's name. */
  readonly own: readonly string[];
  /** Docker's version or `down`; undefined where there is none. */
  readonly docker: string | undefined;
  readonly containers: number | undefined;
  readonly checks: readonly Check[];
  /** Whether it came to its end: all was said. */
  readonly isWhole: boolean;
}

/** Longer lines are none that a host of ours says. */
const LONGEST = 400;
const VERSION_LINE = 'probe\t1';

/**
 * Reads what the probe said.
 * @returns undefined where it did not run
 */
export function readAnswer(said: string): HostAnswer | undefined {
  const lines = said.split('\n').map((line) => line.replace(/\r$/, ''));
  // Shells greet, even those without a terminal.
  const start = lines.indexOf(VERSION_LINE);
  if (start === -1) return undefined;
  const values = new Map<string, string[]>();
  for (const line of lines.slice(start + 1)) {
    const [, name, value] = /^([a-z]{1,20})\t(.*)$/.exec(line) ?? [];
    if (name === undefined || value === undefined) continue;
    const before = values.get(name);
    if (before) before.push(plain(value));
    else values.set(name, [plain(value)]);
  }
  return answerOf(values);
}

function answerOf(values: ReadonlyMap<string, readonly string[]>): HostAnswer {
  const all = (name: string): readonly string[] => values.get(name) ?? [];
  const one = (name: string): string | undefined => all(name)[0];
  return {
    os: one('os') ?? '',
    cluster: one('cluster'),
    host: one('host') ?? '',
    subnet: one('subnet') ?? '',
    mtu: number(one('mtu')),
    status: one('status') ?? '',
    isReady: one('ready') === 'yes',
    hasPatch: one('patch') === 'waits',
    peers: all('peer').flatMap(peerOf),
    keys: keysOf(all('key')),
    files: new Map(all('file').flatMap(sumOf)),
    own: all('own'),
    docker: one('docker'),
    containers: number(one('containers')),
    checks: all('check').flatMap(checkOf),
    isWhole: one('end') !== undefined && one('late') === undefined,
  };
}

/** A text that a terminal shows and never obeys, of a line's length. */
const plain = (text: string): string => printable(text.slice(0, LONGEST));

const number = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;

function peerOf(line: string): PeerLine[] {
  const [port, remote, , name, network] = line.split(' ');
  return port === undefined || remote === undefined || name === undefined ? [] : [{ network, port, remote, name }];
}

function keysOf(lines: readonly string[]): ReadonlyMap<string, HostKeys> {
  const found = new Map<string, HostKeys>();
  for (const line of lines) {
    const [port = '', name = '', key = ''] = line.split(' ');
    found.set(name, new Map([...(found.get(name) ?? NO_KEYS), [port, key]]));
  }
  return found;
}

function sumOf(line: string): [path: string, sum: string][] {
  const [, sum, path] = /^([0-9a-f]{64}) [ *](.+)$/.exec(line) ?? [];
  return sum === undefined || path === undefined ? [] : [[path, sum]];
}

function checkOf(line: string): Check[] {
  const [, verdict, what] = /^(ok|FAIL) +(\S.*)$/.exec(line) ?? [];
  return what === undefined ? [] : [{ isOk: verdict === 'ok', what }];
}
