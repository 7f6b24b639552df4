import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compile } from '../../src/index.ts';
import type { OsId } from '../../src/os/ids.ts';
import { patch } from '../../src/patch/patch.ts';
import { reportFigure, subjectOf } from '../support/figures.ts';
import { OVS_TABLES, SORTED_RULES } from '../support/host-state.ts';
import { Cluster, describeCluster } from './cluster.ts';
import type { Container } from './containers.ts';
import type { Host } from './host.ts';
import { reaches } from './ping.ts';

/** Packets that a busy machine may lose by itself, of ten a second; none is what is to be expected, and is printed. */
const FEW = 10;

const HOSTS = {
  host1: '{ address: 10.0.0.11 }',
  host2: '{ address: 10.0.0.12 }',
  host3: '{ address: 10.0.0.13 }',
};

/** What runs, and the network that it is to have in the end. */
interface Kind {
  readonly title: string;
  readonly os?: OsId;
  readonly dataplane?: keyof typeof STATE;
  readonly network: string;
  /** With tunnels of which none leads to one of `network`. */
  readonly otherTunnel: string;
  /** A spanning tree keeps loops away: packets are lost while it is built anew, and this many seconds it may take. */
  readonly healsIn?: number;
  /** What the host changes where a peer comes, besides its list of peers. */
  readonly ofPeers?: readonly string[];
  /** Further keys of the manifest. */
  readonly rest?: string;
}

function manifestOf({ os = 'debian-12', rest = '' }: Kind, hosts: Readonly<Record<string, string>>, network: string) {
  const lines = Object.entries(hosts).map(([name, host]) => `  ${name}: ${host}\n`);
  return `meshinit: 1\nname: lane\ndefaults: { os: ${os} }\nnetwork: ${network}\n${rest}hosts:\n${lines.join('')}`;
}

/** What a host is made of, the same for a host that was patched and for one that was booted so: no numbers by chance. */
const STATE = {
  ovs: OVS_TABLES,
  linux: `
    ip -o -d link show dev vxlan-mesh | sed -e 's/^[0-9]*: //' -e 's/ state [A-Z]*//' -e 's/ [a-z_]*timer *[0-9.]*//g'
    bridge fdb show dev vxlan-mesh | grep permanent | sort
    ip -4 route show dev vxlan-mesh | sort
    ip -4 neigh show dev vxlan-mesh nud permanent | sort`,
} as const;

const DIRECTORIES =
  'etc/meshinit etc/systemd etc/init etc/docker etc/default etc/network etc/sysconfig usr/local/lib/meshinit usr/local/sbin';

const stateOf = ({ machine }: Host, dataplane: keyof typeof STATE): Promise<string> =>
  machine.run(`set -e${STATE[dataplane]}
    ip -o -4 addr show dev docker0 | sed 's/^[0-9]*: //'
    cat /sys/class/net/docker0/mtu
    nft list tables | grep -v ' lane$' | while read -r table; do nft list $table 2>/dev/null; done |
      ${SORTED_RULES}
    cd / && { find ${DIRECTORIES} var/lib/meshinit -type f 2>/dev/null || :; } | sort | xargs stat -c '%n %a %U'
    { find ${DIRECTORIES} -type f 2>/dev/null || :; } | sort | xargs sha256sum`);

/** The cluster's present manifest, and the scripts that lead to the next one. */
class Life {
  readonly cluster: Cluster;
  readonly title: string;
  readonly dataplane: keyof typeof STATE;
  /** What each host's last patch said. */
  readonly said = new Map<string, string>();
  text: string;
  lock: string;

  constructor(cluster: Cluster, { title, dataplane = 'ovs' }: Kind, text: string) {
    this.cluster = cluster;
    this.title = title;
    this.dataplane = dataplane;
    this.text = text;
    this.lock = lockOf(text);
  }

  script(text: string, host: string): string {
    const { script, fault } = patch({ text, lock: this.lock }, host, { text: this.text, lock: this.lock });
    if (script === undefined) throw new Error(fault?.message ?? 'the manifest is wrong');
    return script;
  }

  /** Patches hosts, in their order or all at once, while containers of two ping each other; prints what is lost. */
  async become(text: string, hosts: readonly string[], what: string, isAtOnce = false): Promise<number> {
    const [from, to] = ['host1', 'host3'].map((name) => this.cluster.container(name)) as [Container, Container];
    const lost = await packetsLost(from, to.address, async () => {
      const one = async (host: string): Promise<void> => {
        const { status, output } = await runScript(this.cluster.host(host), this.script(text, host), '--within', '60');
        if (status !== 0) throw new Error(`${host}: ${status}: ${output}`);
        this.said.set(host, output);
      };
      if (isAtOnce) await Promise.all(hosts.map(one));
      else for (const host of hosts) await one(host);
    });
    console.log(`${what}: ${lost} packets lost, ten a second`);
    reportFigure('namespaces', `${this.title}, ${subjectOf(this.cluster.mesh)}: patched`, what, lost / 10);
    const before = this.lock;
    this.text = text;
    this.lock = lockOf(text, before);
    return lost;
  }

  /** What a fresh boot of the present manifest gives, host by host. */
  async asBooted(): Promise<Record<string, string>> {
    const fresh = new Cluster(this.text, { lock: this.lock });
    try {
      await fresh.open();
      await Promise.all(fresh.mesh.members.map(({ name }) => fresh.start(name)));
      await Promise.all([...fresh.hosts.values()].map((host) => fresh.boot(host)));
      return await statesOf(fresh, this.dataplane);
    } finally {
      await fresh.close();
    }
  }
}

async function statesOf(cluster: Cluster, dataplane: keyof typeof STATE): Promise<Record<string, string>> {
  const states: Record<string, string> = {};
  for (const [name, host] of [...cluster.hosts].toSorted()) states[name] = await stateOf(host, dataplane);
  return states;
}

function lockOf(text: string, lock?: string): string {
  const compilation = compile(text, { lock });
  if (compilation.lock === undefined) throw new Error(compilation.diagnostics[0]?.message);
  return compilation.lock;
}

export async function runScript({ machine }: Host, script: string, ...words: string[]) {
  writeFileSync(machine.path('/run/patch.sh'), script);
  return machine.try('sh -s -- "$@" </run/patch.sh', ...words);
}

/** Of ten packets a second from a container to an address, those that no answer came to. */
export async function packetsLost(
  { host, name }: Container,
  address: string,
  event: () => Promise<void>,
): Promise<number> {
  const ping = host.machine.spawn(`exec ip netns exec ${name} ping -n -q -i 0.1 "$1"`, address);
  let said = '';
  ping.stdout.on('data', (data) => (said += data));
  const ended = new Promise((resolve) => ping.once('close', resolve));
  await event();
  await host.machine.run(`pkill -INT -x ping || :`);
  await ended;
  const [, sent, received] = /(\d+) packets transmitted, (\d+) received/.exec(said) ?? [];
  return Number(sent) - Number(received);
}

/** Three hosts of a kind, through additions, moves, removals, other tunnels and patches that fail. */
export function lives(kind: Kind): void {
  const { title, dataplane = 'ovs', network, otherTunnel, healsIn = 0, ofPeers = [] } = kind;
  const few = FEW + healsIn * 15;
  const patience = 20 + healsIn;
  const start = manifestOf(kind, HOSTS, network);
  describeCluster(`three hosts, ${title}, that are patched while they run`, start, (cluster) => {
    const life = new Life(cluster, kind, start);
    const grown = { ...HOSTS, host4: '{ address: 10.0.0.14 }' };
    const moved = { ...grown, host2: '{ address: 10.0.0.22 }' };
    const { host4: _, ...shrunk } = moved;

    const isAsBooted = (): void => {
      it('is what a fresh boot of that manifest gives, byte for byte', async () => {
        expect(await statesOf(cluster, dataplane)).toEqual(await life.asBooted());
      });
    };

    it('prints what it would do, and does nothing, with --dry-run', async () => {
      const before = await stateOf(cluster.host('host1'), dataplane);
      const { status, output } = await runScript(
        cluster.host('host1'),
        life.script(manifestOf(kind, grown, network), 'host1'),
        '--dry-run',
      );
      expect(output.split('\n').toSorted()).toEqual(
        ['', ...['changes /etc/meshinit/peers', ...ofPeers].map((line) => `meshinit: ${line}`)].toSorted(),
      );
      expect(status).toBe(0);
      expect(await stateOf(cluster.host('host1'), dataplane)).toBe(before);
    });

    it('takes a host in without losing a packet of the others', async () => {
      const text = manifestOf(kind, grown, network);
      const added = new Cluster(text, { lock: life.lock });
      cluster.adopt(added);
      const host = await cluster.start('host4');
      await cluster.boot(host);
      expect(await life.become(text, ['host1', 'host2', 'host3'], 'a host added')).toBeLessThan(few);
      for (const name of ['host1', 'host2', 'host3']) {
        expect(await reaches(cluster.container('host4'), cluster.container(name).address, patience)).toBe(true);
      }
    });
    isAsBooted();

    it('has nothing to do the second time', async () => {
      const { status, output } = await runScript(cluster.host('host1'), life.script(life.text, 'host1'));
      expect(output).toBe('meshinit: nothing to do: host1 matches its manifest\n');
      expect(status).toBe(0);
    });

    it('follows a host to its new address', async () => {
      const text = manifestOf(kind, moved, network);
      cluster.adopt(new Cluster(text, { lock: life.lock }));
      await cluster.host('host2').machine.run(`
        device=$(ip -o -4 addr show | awk '$4 == "10.0.0.12/24" { print $2 }')
        ip addr del 10.0.0.12/24 dev "$device" && ip addr add 10.0.0.22/24 dev "$device"`);
      expect(await life.become(text, ['host2', 'host1', 'host3', 'host4'], 'another host readdressed')).toBeLessThan(
        few,
      );
      expect(life.said.get('host1')).toMatch(/^meshinit: silent before the patch:.* host2\b/m);
      // Where its tunnels name no local address, the moved host itself has nothing to change.
      expect(life.said.get('host2')).toMatch(/: nothing to do: |: silent before the patch: host1 host3 host4$/m);
      for (const name of ['host1', 'host3', 'host4']) {
        expect(await reaches(cluster.container('host2'), cluster.container(name).address, patience)).toBe(true);
      }
    });
    isAsBooted();

    it('forgets a host that is gone', async () => {
      const text = manifestOf(kind, shrunk, network);
      await cluster.kill('host4');
      cluster.adopt(new Cluster(text, { lock: life.lock }));
      expect(await life.become(text, ['host1', 'host2', 'host3'], 'a host removed')).toBeLessThan(few);
      expect(life.said.get('host1')).toMatch(/^meshinit: silent before the patch:.* host4$/m);
    });
    isAsBooted();

    it('is taken back by itself where the mesh is lost and nobody says to keep it', async () => {
      const host = cluster.host('host1');
      for (const name of ['host2', 'host3']) {
        expect(await reaches(cluster.container('host1'), cluster.container(name).address, patience)).toBe(true);
      }
      const before = await stateOf(host, dataplane);
      const { status, output } = await runScript(
        host,
        life.script(manifestOf(kind, shrunk, otherTunnel), 'host1'),
        '--within',
        '3',
      );
      expect(output).toMatch(/host1 is patched, but does not reach host2 host3\n.*rolling back in 3 s/);
      expect(status).toBe(3);
      await host.machine.run(
        'for _ in $(seq 150); do [ -d /var/lib/meshinit/patch ] || exit 0; sleep 0.2; done; exit 1',
      );
      expect(await stateOf(host, dataplane)).toBe(before);
      expect(await reaches(cluster.container('host1'), cluster.container('host3').address, patience)).toBe(true);
    });

    it('is taken back at once where it fails half-way', async () => {
      const host = cluster.host('host1');
      const before = await stateOf(host, dataplane);
      const script = life.script(manifestOf(kind, shrunk, otherTunnel), 'host1');
      const { status, output } = await runScript(host, script.replace(/^MTU=\d+/m, 'MTU=9000000'));
      expect(output).toContain('the patch failed');
      expect(output).toContain('rolled back the patch');
      expect(status).toBe(1);
      expect(await stateOf(host, dataplane)).toBe(before);
      expect((await host.machine.try('ls /var/lib/meshinit')).output).toBe('ready\n');
    });

    it('takes other tunnels, all hosts at once', async () => {
      const text = manifestOf(kind, shrunk, otherTunnel);
      cluster.adopt(new Cluster(text, { lock: life.lock }));
      await life.become(text, ['host1', 'host2', 'host3'], 'every tunnel changed', true);
      expect(await reaches(cluster.container('host1'), cluster.container('host3').address, patience)).toBe(true);
      expect(await reaches(cluster.container('host2'), cluster.container('host3').address, patience)).toBe(true);
    });
    isAsBooted();

    it('is for this host alone, and for one that is in the mesh', async () => {
      const { status, output } = await runScript(cluster.host('host2'), life.script(life.text, 'host1'));
      expect(output).toBe('meshinit: this is not host1, but host2\n');
      expect(status).toBe(1);
    });
  });
}
