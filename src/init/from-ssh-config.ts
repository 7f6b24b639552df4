import { quoted } from '../check/wording.ts';
import { isGitService } from './git-services.ts';
import { hostName, type KnownHost, type KnownHosts, type PassedOver } from './known-host.ts';
import { type SshBlock, type SshLine, sshConfigBlocks } from './ssh-config-blocks.ts';
import { isName, matchesHost } from './ssh-pattern.ts';

/** A name that a Host line tells, with what holds for it. */
interface Entry {
  readonly line: number;
  readonly name: string;
  /** Its HostName, where it has one. */
  readonly address: string | undefined;
  readonly user: string | undefined;
}

/**
 * Every host of an ssh_config(5) that is one of a cluster: it has a HostName, serves no git, and is no way to others. Of
 * names at one address on one line the first. Nothing is executed or included; what is passed over is told.
 */
export function fromSshConfig(text: string): KnownHosts {
  const blocks = sshConfigBlocks(text);
  const jumps = jumpsOf(blocks);
  const hosts: KnownHost[] = [];
  const passedOver: PassedOver[] = blocks.flatMap(notFollowed);
  const seen = new Set<string>();
  const blocksOf = blocksByName(blocks);
  for (const entry of blocks.flatMap((block) => entriesOf(block, blocksOf))) {
    const place = `${entry.line} ${entry.address}`;
    if (seen.has(entry.name) || (entry.address !== undefined && seen.has(place))) continue;
    seen.add(entry.name).add(place);
    const why = strangeness(entry, jumps);
    if (entry.address === undefined || why !== undefined) {
      passedOver.push({ line: entry.line, what: `${quoted(entry.name)}: ${why}` });
    } else hosts.push({ name: hostName(entry.name), address: entry.address });
  }
  return { hosts, passedOver: passedOver.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0)) };
}

/** Why an entry is no host of a cluster, or undefined. */
function strangeness({ name, address, user }: Entry, jumps: ReadonlyMap<string, number>): string | undefined {
  if (isGitService(address ?? name, user)) return 'a git service';
  if (address === undefined) return 'it has no HostName';
  if (!/[a-z0-9]/i.test(name)) return 'no character of it is valid in a host’s name';
  const jump = jumps.get(name) ?? jumps.get(address);
  return jump === undefined ? undefined : `a jump host (line ${jump})`;
}

/** The blocks that hold for a name, in their order: of thousands of names each is not asked of each block. */
function blocksByName(blocks: readonly SshBlock[]): (name: string) => readonly SshBlock[] {
  const plain = new Map<string, number[]>();
  const patterned: number[] = [];
  for (const [index, { head }] of blocks.entries()) {
    if (head?.keyword === 'match') continue;
    if (!head?.words.every(isName)) patterned.push(index);
    else for (const name of head.words) plain.set(name, [...(plain.get(name) ?? []), index]);
  }
  return (name) =>
    [...(plain.get(name) ?? []), ...patterned]
      .toSorted((a, b) => a - b)
      .flatMap((index) => blocks[index] ?? [])
      .filter(({ head }) => !head || matchesHost(head.words, name));
}

function entriesOf({ head }: SshBlock, blocksOf: (name: string) => readonly SshBlock[]): Entry[] {
  if (head?.keyword !== 'host') return [];
  return head.words.filter(isName).map((name) => {
    const lines = blocksOf(name).flatMap((block) => block.lines);
    // Of several values the first holds.
    const valueFor = (keyword: string): string | undefined => lines.find((line) => line.keyword === keyword)?.words[0];
    // %h is the name, %% a percent sign: all that HostName knows.
    const address = valueFor('hostname')?.replace(/%([%h])/g, (_, sign: string) => (sign === 'h' ? name : '%'));
    return { line: head.line, name, address, user: valueFor('user') };
  });
}

/** Names and addresses that other hosts are reached over, with the line that says so. */
function jumpsOf(blocks: readonly SshBlock[]): ReadonlyMap<string, number> {
  const jumps = new Map<string, number>();
  for (const { head, lines } of blocks) {
    for (const line of lines) {
      if (line.keyword !== 'proxyjump' && line.keyword !== 'proxycommand') continue;
      for (const name of line.words.flatMap(destinations)) {
        const isItself = head?.keyword === 'host' && head.words.every((word) => word === name);
        if (!isItself && !jumps.has(name)) jumps.set(name, line.line);
      }
    }
  }
  return jumps;
}

/** `ops@gate:22,ssh://other` names gate and other; a command in quotes is one word. */
const destinations = (word: string): string[] =>
  word.split(/[,\s]+/).map((destination) =>
    destination
      .replace(/^ssh:\/\//, '')
      .replace(/^.*@/, '')
      .replace(/^\[([^\]]*)\].*$/, '$1')
      .replace(/^([^:]*):\d*$/, '$1'),
  );

/** Match may execute commands, and Include leads to other files, in circles perhaps: neither is done. */
function notFollowed({ head, lines }: SshBlock): PassedOver[] {
  // A condition's command may hold what is nobody's business: its first word says enough.
  const match = ({ line, words: [first = ''] }: SshLine): PassedOver => ({
    line,
    what: `${quoted(`Match ${first}`)}: init evaluates no conditions and executes no commands`,
  });
  const include = ({ line, words }: SshLine): PassedOver => ({
    line,
    what: `${quoted(`Include ${words.join(' ')}`)}: init reads no other files; pass each to init --from ssh-config`,
  });
  return [
    ...(head?.keyword === 'match' ? [match(head)] : []),
    ...lines.filter(({ keyword }) => keyword === 'include').map(include),
  ];
}
