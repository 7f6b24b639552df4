import { expect, it } from 'vitest';
import { stringify } from 'yaml';
import { compile } from '../../src/index.ts';
import { patch } from '../../src/patch/patch.ts';
import { SORTED_RULES } from '../support/host-state.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import type { Container } from './containers.ts';
import type { Host } from './host.ts';
import { packetsLost, runScript } from './patched.ts';
import { reaches } from './ping.ts';
import { inhabit, networksOf } from './several.ts';

type Networks = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What the cluster is beside its further networks. */
interface Base {
  readonly os: string;
  readonly network: Readonly<Record<string, unknown>>;
  readonly rest?: Readonly<Record<string, unknown>>;
}

const HOSTS = ['host1', 'host2', 'host3'];

/** A busy machine loses some of ten packets a second by itself; none is what is to be expected, and is printed. */
const FEW = 3;

/** What there is on a host of its networks, and nothing that changes by itself. */
const stateOf = ({ machine }: Host): Promise<string> =>
  machine.run(`set -e
    ls /sys/class/net
    ! command -v ovs-vsctl >/dev/null || for switch in $(ovs-vsctl list-br); do echo "$switch" $(ovs-vsctl list-ports "$switch"); done
    nft list tables | grep -v ' lane$' | while read -r table; do nft list $table 2>/dev/null; done | ${SORTED_RULES}
    ls /var/lib/stand-in/networks 2>/dev/null || :
    cd / && find etc/meshinit etc/systemd etc/docker usr/local/lib/meshinit usr/local/sbin -type f | sort | xargs sha256sum`);

/** A cluster whose networks come and go. */
class Growth {
  readonly cluster: Cluster;
  readonly base: Base;
  text: string;
  lock: string | undefined;

  constructor(cluster: Cluster, base: Base) {
    this.cluster = cluster;
    this.base = base;
    this.text = manifestOf(base);
    this.lock = compile(this.text).lock;
  }

  /** The script that leads a host to these networks. */
  script(host: string, networks: Networks): string {
    const before = { text: this.text, lock: this.lock };
    const after = { text: manifestOf(this.base, networks), lock: this.lock };
    const { script, fault, diagnostics } = patch(after, host, before);
    if (script === undefined) throw new Error(fault?.message ?? JSON.stringify(diagnostics));
    return script;
  }

  /** Leads hosts to these networks at once. @returns packets lost in the main network meanwhile */
  async become(networks: Networks): Promise<number> {
    const [from, to] = ['host1', 'host3'].map((name) => this.cluster.container(name)) as [Container, Container];
    const lost = await packetsLost(from, to.address, async () => {
      const outcomes = await Promise.all(
        HOSTS.map((name) => runScript(this.cluster.host(name), this.script(name, networks), '--within', '60')),
      );
      expect(outcomes.filter(({ status }) => status !== 0)).toEqual([]);
      for (const { output } of outcomes) expect(output).not.toMatch(/restarts Docker/);
    });
    this.text = manifestOf(this.base, networks);
    this.lock = compile(this.text, { lock: this.lock }).lock;
    return lost;
  }

  /** A container of a network on each of its hosts. */
  async inhabit(name: string): Promise<Container[]> {
    const mesh = networksOf(this.text).find((network) => network.name === name);
    if (!mesh) throw new Error(`there is no network ${name}`);
    return Promise.all(mesh.members.map((member) => inhabit(this.cluster.host(member.name), mesh, member)));
  }
}

const manifestOf = ({ os, network, rest }: Base, networks: Networks = {}): string =>
  stringify({
    ...{ meshinit: 1, name: 'lane', defaults: { os, provider: 'nocloud' }, network, ...rest },
    hosts: Object.fromEntries(HOSTS.map((name, index) => [name, { address: `10.0.0.1${index + 1}` }])),
    ...(Object.keys(networks).length > 0 ? { networks } : {}),
  });

const leave = ({ host, name }: Container): Promise<string> => host.machine.run('ip netns del "$1"', name);

/** @param more what changes in the network on two of the hosts, and a further one that comes with it */
function growsAndShrinks(title: string, base: Base, more: Networks, other: Networks): void {
  describeCluster(`networks that come and go, ${title}`, manifestOf(base), (cluster) => {
    const growth = new Growth(cluster, base);
    const before = new Map<string, string>();
    let containers: readonly Container[] = [];

    it('adds a network on two of three hosts, and the main one loses no packet', async () => {
      for (const [name, host] of cluster.hosts) before.set(name, await stateOf(host));
      const lost = await growth.become(more);
      console.log(`${title}: a network added: ${lost} packets lost, ten a second`);
      expect(lost).toBeLessThan(FEW);
      containers = await growth.inhabit('blue');
      const [one, two] = containers as [Container, Container];
      expect(containers).toHaveLength(2);
      expect(await reaches(one, two.address, 20)).toBe(true);
      for (const host of cluster.hosts.values()) {
        expect((await host.machine.try('meshinit-check')).output).not.toContain('FAIL');
      }
    });

    it('has nothing to do the second time', async () => {
      const { output } = await runScript(cluster.host('host1'), growth.script('host1', more));
      expect(output).toBe('meshinit: nothing to do: host1 matches its manifest\n');
    });

    it('removes no network that a container is on, and changes nothing', async () => {
      const host = cluster.host('host1');
      await host.machine.run('mkdir -p /var/lib/stand-in/containers && echo web >/var/lib/stand-in/containers/blue');
      const as = await stateOf(host);
      const { status, output } = await runScript(host, growth.script('host1', {}));
      expect(output).toContain('network blue stays, since containers are on it: web.');
      expect(status).toBe(1);
      expect(await stateOf(host)).toBe(as);
      await host.machine.run('rm /var/lib/stand-in/containers/blue');
    });

    it('is as before where the patch that removes a network fails half-way', async () => {
      const host = cluster.host('host1');
      const as = await stateOf(host);
      const script = growth.script('host1', {}).replace(/^MTU=\d+/m, 'MTU=9000000');
      const { status, output } = await runScript(host, script);
      expect(output).toContain('rolled back the patch');
      expect(status).toBe(1);
      expect(await stateOf(host)).toBe(as);
    });

    it('changes its links, and the main network loses no packet', async () => {
      for (const container of containers) await leave(container);
      const lost = await growth.become(other);
      console.log(`${title}: a network's links changed: ${lost} packets lost, ten a second`);
      expect(lost).toBeLessThan(FEW);
      containers = await growth.inhabit('blue');
      for (const { address } of containers.slice(1)) {
        expect(await reaches(containers[0] as Container, address, 60)).toBe(true);
      }
      for (const container of containers) await leave(container);
    });

    it('removes it without a trace, and the main network loses no packet', async () => {
      const lost = await growth.become({});
      console.log(`${title}: a network removed: ${lost} packets lost, ten a second`);
      expect(lost).toBeLessThan(FEW);
      for (const [name, host] of cluster.hosts) expect(await stateOf(host)).toBe(before.get(name));
    });

    it('is as before where the patch that adds a network fails half-way', async () => {
      const host = cluster.host('host1');
      const script = growth.script('host1', more).replace(/^MTU=\d+/m, 'MTU=9000000');
      const { status, output } = await runScript(host, script);
      expect(output).toContain('rolled back the patch');
      expect(status).toBe(1);
      expect(await stateOf(host)).toBe(before.get('host1'));
    });
  });
}

const BLUE = { subnet: '10.77.0.0/16' };

growsAndShrinks(
  'Open vSwitch',
  { os: 'debian-12', network: {} },
  { blue: { ...BLUE, hosts: ['host1', 'host3'] }, tagged: { subnet: '10.79.0.0/16', vlan: 7 } },
  { blue: { ...BLUE, topology: { star: ['host1'] } }, tagged: { subnet: '10.79.0.0/16', vlan: 7 } },
);

growsAndShrinks(
  'the kernel’s VXLAN',
  { os: 'debian-12', network: { dataplane: 'linux' } },
  { blue: { ...BLUE, hosts: ['host1', 'host3'] } },
  { blue: BLUE },
);

growsAndShrinks(
  'ifupdown',
  { os: 'debian-12', network: { stack: 'ifupdown' } },
  { blue: { ...BLUE, hosts: ['host1', 'host3'] } },
  { blue: { ...BLUE, topology: { star: ['host1'] } } },
);

growsAndShrinks(
  'ifcfg files',
  { os: 'rocky-8', network: { stack: 'ifcfg', tunnel: 'geneve' }, rest: { docker: { from: 'none' } } },
  { blue: { ...BLUE, hosts: ['host1', 'host3'] } },
  { blue: BLUE },
);
