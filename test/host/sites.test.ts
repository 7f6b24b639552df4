import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { dataplaneIds } from '../../src/dataplanes/ids.ts';
import { formatIds } from '../../src/document/formats/ids.ts';
import { osIds } from '../../src/os/ids.ts';
import { execute } from '../support/execute.ts';
import { compiled, type FileOnHost, filesOf } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { someOf } from '../support/thorough.ts';
import {
  type Addresses,
  inPackets,
  peersOf,
  saidAs,
  seatFrom,
  seats,
  siteCases,
  siteManifest,
} from '../support/two-sites.ts';

/** What a host's own programs ask the kernel, Open vSwitch and the resolver for, as a line a call. */
const STAND_INS: Readonly<Record<string, string>> = {
  nft: 'cat',
  'iptables-restore': 'cat',
  'ip6tables-restore': 'cat',
  iptables: ':',
  ip6tables: ':',
  // Each host carries the address that it is told of, and has no device yet.
  ip: 'case "$*" in *"addr show to"*) echo carried ;; *" -d link show"*) exit 1 ;; *) echo "ip $*" ;; esac',
  bridge: 'case "$*" in "fdb show"*) ;; *) echo "bridge $*" ;; esac',
  'ovs-vsctl': 'case "$*" in *" find "* | *--no-headings*) ;; *) echo "ovs-vsctl $*" ;; esac',
  systemctl: 'exit 1',
  getent: `case $2 in ${Object.values(seats)
    .map(({ outside }) => `${saidAs(outside, 'names')}) echo '${inPackets(outside, 'names')} STREAM' ;;`)
    .join(' ')} esac`,
};

interface OnHost {
  readonly files: readonly FileOnHost[];
  /** What running one of its programs asks for. */
  readonly run: (script: string) => Promise<string>;
}

/** What a host's programs read, and they themselves. */
const isRead = ({ path }: FileOnHost): boolean =>
  path.startsWith('/etc/meshinit/') || /\/(common\.sh|meshinit-(firewall|mesh|names))$/.test(path);

// Hosts of most systems have the same programs and peers: what these ask for is looked at once.
const outcomes = new Map<string, Promise<string>>();

function onHost(files: readonly FileOnHost[]): OnHost {
  const read = files.filter(isRead);
  const names = ended(files, '/meshinit-names');
  const run = (script: string): Promise<string> => {
    const whole = `${names ? `ROOT${names.path}\n` : ''}${script}`;
    const key = JSON.stringify([whole, read]);
    const known = outcomes.get(key) ?? outcomeOf(read, whole);
    outcomes.set(key, known);
    return known;
  };
  return { files, run };
}

/** Runs a script beside a host's files below a root, where its programs find them and the stand-ins. */
async function outcomeOf(files: readonly FileOnHost[], script: string): Promise<string> {
  const root = temporaryDirectory();
  const move = (text: string): string =>
    text.replaceAll(/(^|[^\w.])\/(etc|run|usr\/local\/\w+|opt\/\w+|var\/lib)\/(?=meshinit)/gm, `$1${root}/$2/`);
  writeTree(root, [
    ...files.map((file) => ({ ...file, content: move(file.content) })),
    ...Object.entries(STAND_INS).map(([name, body]) => ({
      path: `stand-ins/${name}`,
      content: `#!/bin/sh\n${body}\n`,
      mode: 0o755,
    })),
  ]);
  const env = { ...process.env, PATH: `${join(root, 'stand-ins')}:${process.env['PATH']}` };
  const { status, stdout, stderr } = await execute('sh', ['-euc', script.replaceAll('ROOT', root)], { env });
  expect(`${status} ${stderr}`).toBe('0 ');
  return stdout;
}

const ended = (files: readonly FileOnHost[], end: string): FileOnHost | undefined =>
  files.find(({ path }) => path.endsWith(end));

const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, one, other]) => one ?? other ?? '');

/** The addresses from which the host's firewall lets the tunnels in; undefined where it has no firewall. */
async function admitted(host: OnHost): Promise<string[] | undefined> {
  const set = ended(host.files, '/ipsets/meshinit-peers.xml');
  if (set) return all(set.content, /<entry>(.*)<\/entry>/g);
  const script = ended(host.files, '/meshinit-firewall');
  if (!script) {
    const rules = ended(host.files, '/firewall.nft');
    return rules && all(rules.content, /^ +elements = \{ (.+) \}$/gm).flatMap((list) => list.split(', '));
  }
  const said = await host.run(`ROOT${script.path}`);
  return all(said, /^(?:add element inet meshinit peers \{|-A MESHINIT-PEERS -s) ([^ ,}]+(?:, [^ ,}]+)*)/gm).flatMap(
    (list) => list.split(', '),
  );
}

/** Where the host's tunnels go: by the files that keep its network, else by what its mesh script asks for. */
async function remotes(host: OnHost): Promise<string[]> {
  const kept = host.files.filter(({ path }) => path.startsWith('/etc/'));
  const said = kept.flatMap(({ content }) => all(content, /^Destination=(\S+)|remote_ip=[\\"]*([\da-f.:]+)/gm));
  return said.length > 0 ? said : all(await built(host), / dst (\S+)$|options:remote_ip="([^"]+)"/gm);
}

/** What the mesh script asks for when it builds switch and tunnels: it is cut off before it would look at devices. */
function built(host: OnHost): Promise<string> {
  const { path } = ended(host.files, '/meshinit-mesh') ?? { path: '' };
  return host.run(`{ sed '/^if .*--ready/,$d' ROOT${path}; echo build_switch; } >ROOT/build.sh\nsh ROOT/build.sh`);
}

/** The local addresses that its tunnels are given. */
async function sources(host: OnHost): Promise<string[]> {
  const networkd = ended(host.files, '/10-meshinit-tunnel.netdev');
  // Over IPv4 the mesh script gives it where the host carries it.
  const pinned = networkd ? all(networkd.content, /^Local=(.*)/gm) : [];
  const settings = ended(host.files, '/host.conf')?.content ?? '';
  if (networkd) return pinned.length > 0 ? pinned : all(settings, /^UNDERLAY=([^'\s]+)/gm);
  return [...new Set(all(await built(host), / local (\S+)$|options:local_ip="([^"]+)"/gm))];
}

/** The addresses of a host's peers as packets bear them, sorted. */
const peersSeenBy = (name: string, addresses: Addresses): string[] =>
  peersOf(name)
    .map((peer) => inPackets(seatFrom(name, peer), addresses))
    .toSorted();

/** Each case runs a shell for each of its hosts and formats. */
const judgedCases = someOf(siteCases, 5);

describe('each host admits its peers at the addresses that their packets come from and no other, and sends there, on', () => {
  test.each(judgedCases)('$title', async (site) => {
    for (const format of site.formats) {
      for (const document of compiled(siteManifest(site), { format }).documents) {
        const host = onHost(filesOf(document));
        const expected = peersSeenBy(document.host, site.addresses);
        expect((await admitted(host))?.toSorted() ?? expected).toEqual(expected);
        expect((await remotes(host)).toSorted()).toEqual(expected);
      }
    }
  });
});

describe('tunnels come from a host’s one address, and the choice among several is its kernel’s, on', () => {
  test.each(judgedCases.filter(({ network }) => network.stack === 'systemd'))('$title', async (site) => {
    for (const document of compiled(siteManifest(site)).documents) {
      const host = onHost(filesOf(document));
      const isOne = document.host === 'c1' && site.addresses !== 'names';
      expect(await sources(host)).toEqual(isOne ? [inPackets('public 5', site.addresses)] : []);
    }
  });
});

test('every system, dataplane, stack, kind of firewall and format is among the cases', () => {
  expect(new Set(siteCases.map(({ os }) => os))).toEqual(new Set(osIds));
  expect(new Set(siteCases.map(({ network }) => network.stack))).toEqual(new Set(['systemd', 'ifupdown', 'ifcfg']));
  expect(new Set(siteCases.map(({ network }) => network.dataplane))).toEqual(new Set(dataplaneIds));
  expect(new Set(siteCases.flatMap(({ formats }) => formats))).toEqual(new Set(formatIds));
  expect(new Set(siteCases.map(({ addresses }) => addresses))).toEqual(new Set(['IPv4', 'IPv6', 'names']));
});
