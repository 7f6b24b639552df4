import { beforeAll, describe, expect, it } from 'vitest';
import { ipv4Text } from '../../src/addresses/address.ts';
import { knownRange, rangesOverlap } from '../../src/addresses/address-range.ts';
import { slice6 } from '../../src/mesh/subnet6.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { Namespace } from './namespace.ts';
import { type NewerDocker, newerDocker } from './newer-docker.ts';
import { killDocker, putDocker } from './real-docker.ts';
import { missingRequirements } from './requirements.ts';
import { sourcesSeen, sourcesSeen6 } from './sniff.ts';

/** A machine on the underlay that belongs to nobody. */
const OUTSIDE = ['10.0.0.200', 'fd00:10::200'] as const;
/** What the hosts have there besides the IPv4 addresses of the manifest. */
const HOSTS = { host1: 'fd00:10::11', host2: 'fd00:10::12' } as const;
const NAMES = ['host1', 'host2'] as const;
const OWN = '2001:db8:7:1::/64';

/** A container on each host that answers with its host's name, and one that no manifest knows. */
const manifest = (network: Readonly<Record<string, unknown>>, rest: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    ...rest,
    meshinit: 1,
    name: 'lane',
    defaults: { os: 'ubuntu-24.04' },
    network: { dataplane: 'linux', ...network },
    names: false,
    hosts: { host1: { address: '10.0.0.11' }, host2: { address: '10.0.0.12' } },
    containers: Object.fromEntries(
      NAMES.map((host) => [
        `on-${host}`,
        {
          image: 'lane',
          hosts: host,
          command: ['sh', '-c', `echo ${host} >/said; exec httpd -f -p 80 -h /`],
          ports: ['8080:80'],
        },
      ]),
    ),
  });

/** A container's network, entered from its host: `$1` is its name. */
const INSIDE = `pid=$(docker inspect -f '{{.State.Pid}}' "$1")
  inside() { nsenter -t "$pid" -n "$@"; }
  `;

/** Exactly so many bytes (`$2`) are answered by each address after that, and one byte more leaves nobody. */
const SWEEP = `set -e
  ${INSIDE}
  mtu=$2
  shift 2
  for address; do
    case $address in *:*) headers=48 ;; *) headers=28 ;; esac
    for try in 1 2 3 4 5; do
      ! inside ping -n -M do -c 1 -W 1 -s $((mtu - headers)) "$address" || break
      [ "$try" != 5 ] || { echo "$address does not answer" && exit 1; }
    done
    inside ping -n -M do -c 1 -W 1 -s $((mtu - headers + 1)) "$address" 2>&1 | grep -q 'too long'
  done`;

/** Until a container has its addresses. */
const SETTLED = `has() {
    ${INSIDE}
    said=$(inside ip -o addr) || return 1
    for address in "$2" "$3"; do echo "$said" | grep -q " $address/" || return 1; done
  }
  until has "$@" 2>/dev/null; do sleep 0.5; done`;

/** The addresses of the container `other` in a network (`$1`), once it has them. */
const GIVEN = `until docker inspect -f "{{with index .NetworkSettings.Networks \\"$1\\"}}{{.IPAddress}} {{.GlobalIPv6Address}}{{end}}" other | grep '^[0-9].* [0-9a-f]'; do
    sleep 0.5
  done`;

const GET = `printf 'GET /said HTTP/1.0\\r\\n\\r\\n' | busybox nc -w 3 "$1" "$2" | tail -n 1`;

interface Shape {
  /** Whether the world sees a container's IPv6 address. */
  readonly isOwnPrefix: boolean;
  /** Docker's network. */
  readonly network: 'bridge' | 'mesh';
  /** What of the host's may take Docker's rules, or ours, away: where there is such. */
  readonly reload?: string;
}

function works(cluster: Cluster, docker: NewerDocker, { isOwnPrefix, network, reload }: Shape): void {
  const { mesh } = cluster;
  const isDefault = network === 'bridge' && mesh.layout !== 'routed';
  const subnet6 = knownRange(mesh.subnet6?.text ?? '');
  const [one, two] = declared(cluster);
  if (!one || !two) throw new Error('two containers are declared');
  /** What Docker gave to the container of each host that is not declared, IPv4 and IPv6. */
  const given = new Map<string, readonly string[]>();
  let outside: Namespace;
  const run = (host: string, script: string, ...words: string[]): Promise<string> =>
    cluster.host(host).machine.run(script, ...words);
  const bridgeAddresses = async (host: string): Promise<string[]> =>
    (await run(host, `ip -o addr show dev ${mesh.names.bridge} scope global | awk '{ print $4 }'`)).trim().split('\n');

  beforeAll(async () => {
    outside = await Namespace.open('outside', 'no files');
    cluster.machines.push(outside);
    await cluster.underlay.plug(outside, 1500);
    await outside.run('ip addr add "$1/24" dev eth0; ip addr add "$2/64" dev eth0 nodad', ...OUTSIDE);
    await outside.run('ip -6 route add "$1" via "$2"', subnet6.text, HOSTS.host1);
    for (const name of NAMES) {
      await run(name, 'ip addr add "$1/64" dev eth0 nodad', HOSTS[name]);
      await putDocker(cluster.host(name), docker.root);
    }
  });

  const planned = async (host: string): Promise<string[]> =>
    (await run(host, '. /etc/meshinit/host.conf; echo "$BRIDGE_ADDRESS $BRIDGE_ADDRESS6"')).trim().split(' ');

  it('comes up, and Docker leaves its bridge the addresses that it has', async () => {
    await Promise.all(
      NAMES.map(async (name) => {
        expect(await cluster.host(name).boot()).toMatchObject({ status: 0 });
        expect(await run(name, 'dockerd --version')).toContain(docker.version);
        expect(await bridgeAddresses(name)).toEqual(await planned(name));
        await run(name, `docker run -d --restart always --name other --network ${network} lane sleep 1000`);
      }),
    );
  });

  /** A host's container that is not declared gets what Docker gives it, at each start anew, of the host's blocks. */
  async function learnGiven({ host, member }: NonNullable<typeof one>): Promise<void> {
    const [ipv4 = '', ipv6 = ''] = (await run(host, GIVEN, network)).trim().split(' ');
    given.set(host, [ipv4, ipv6]);
    expect(rangesOverlap(knownRange(slice6(subnet6, member.slice)), knownRange(`${ipv6}/128`))).toBe(true);
    expect(ipv4).toMatch(host === 'host1' ? /^172\.17\.1\./ : /^172\.17\.2\./);
  }

  it('gives containers their planned addresses of both families, and others those of the host’s blocks', async () => {
    for (const container of [one, two]) {
      await run(container.host, SETTLED, container.name, ...container.addresses);
      await learnGiven(container);
    }
  });

  it.runIf(isDefault)('keeps all of it when Docker has crashed and started again', async () => {
    await killDocker(cluster.host('host1'));
    await run('host1', 'systemctl start docker.service; systemctl restart meshinit-containers.service');
    expect(await bridgeAddresses('host1')).toEqual(await planned('host1'));
    await run('host1', SETTLED, one.name, ...one.addresses);
    await learnGiven(one);
    await run('host1', SETTLED, 'other', ...(given.get('host1') ?? []));
  });

  const carries = async (): Promise<void> => {
    for (const [from, to] of [
      [one, two],
      [two, one],
    ] as const) {
      for (const container of [from.name, 'other']) {
        const targets = [...to.addresses, ...(given.get(to.host) ?? [])];
        await run(from.host, SWEEP, container, String(mesh.mtu.value), ...targets);
      }
    }
  };

  it(`carries ${mesh.mtu.value} bytes of both families between containers of two hosts, and no byte more`, carries);

  it(`shows the world ${isOwnPrefix ? 'a container’s own' : 'the host’s'} IPv6 address, and the host’s IPv4 address`, async () => {
    const seen = async (sources: typeof sourcesSeen, address: string): Promise<string[]> =>
      sources({ machine: outside, within: '' }, () =>
        run('host1', `${INSIDE} inside ping -n -c 2 -W 1 "$2" || :`, 'other', address),
      );
    const [, ipv6 = ''] = given.get('host1') ?? [];
    expect(await seen(sourcesSeen, OUTSIDE[0])).toEqual(['10.0.0.11']);
    expect(await seen(sourcesSeen6, OUTSIDE[1])).toEqual([isOwnPrefix ? ipv6 : HOSTS.host1]);
  });

  const answers = async (): Promise<void> => {
    for (const address of ['10.0.0.11', HOSTS.host1]) expect(await outside.run(GET, address, '8080')).toBe('host1\n');
    const ask = GET.replace('busybox', 'inside busybox').replace('"$1" "$2"', '"$2" 8080');
    for (const address of await bridgeAddresses('host1')) {
      expect(await run('host2', INSIDE + ask, 'other', address.replace(/\/.*/, ''))).toBe('host1\n');
    }
  };

  it('answers on a published port by both families, asked by the world and by a container of another host', answers);

  const keepsOut = async (): Promise<void> => {
    const [, other = ''] = given.get('host1') ?? [];
    const [, planned = ''] = one.addresses;
    for (const address of [other, planned]) {
      expect(await outside.try('ping -n -c 1 -W 1 "$1"', address)).toMatchObject({ status: 1 });
    }
    expect((await outside.try(GET, planned, '80')).output).not.toContain('host1');
  };

  it('lets nobody outside open a connection to a container’s own address', keepsOut);

  it.runIf(reload)('does all of that after the firewall has loaded its rules anew', async () => {
    for (const name of NAMES) await run(name, reload ?? '');
    await carries();
    await answers();
    await keepsOut();
  });

  it('finds nothing wrong with itself', async () => {
    for (const { machine } of cluster.hosts.values()) {
      const { output } = await machine.try('meshinit-check');
      expect(output.split('\n').filter((line) => line !== '' && !line.startsWith('ok '))).toEqual([]);
      expect(output).toContain(isOwnPrefix ? 'ok    Docker has' : `ok    what leaves ${subnet6.text} is masqueraded`);
    }
  });
}

/** The declared containers with their planned addresses, and their hosts' places in the mesh. */
const declared = (cluster: Cluster) =>
  cluster.declared.map(({ name, host, networks }) => {
    const member = cluster.mesh.members.find((candidate) => candidate.name === host);
    const [place] = networks;
    if (!member || !place) throw new Error(`${name} is nowhere`);
    return { name, host, member, addresses: [ipv4Text(place.address), place.address6?.text ?? ''] };
  });

interface Case {
  readonly network: Readonly<Record<string, unknown>>;
  readonly shape: Shape;
  /** More of the manifest. */
  readonly rest?: Readonly<Record<string, unknown>>;
  /** From which version of Docker on. */
  readonly from?: number;
}

const ROUTED = {
  network: { layout: 'routed', subnet6: 'auto' },
  shape: { isOwnPrefix: false, network: 'bridge' },
} as const;

/** Docker puts its own rules back once it hears of it: those are of iptables. */
const RELOAD = `set -e
  firewall-cmd --reload
  until iptables -w -C FORWARD -j DOCKER-USER 2>/dev/null && iptables -w -t raw -S PREROUTING | grep -q '! -i docker0'; do sleep 0.1; done`;

const SHAPES: Readonly<Record<string, Case>> = {
  'Docker’s default network': { network: { subnet6: 'auto' }, shape: { isOwnPrefix: false, network: 'bridge' } },
  'a network with a name, own prefix': {
    network: { docker: 'mesh', subnet6: OWN },
    shape: { isOwnPrefix: true, network: 'mesh' },
  },
  'layout routed': ROUTED,
  'layout routed beside firewalld': {
    ...ROUTED,
    rest: { firewall: 'firewalld' },
    shape: { ...ROUTED.shape, reload: RELOAD },
  },
  'layout routed, Docker’s rules in nftables': {
    ...ROUTED,
    rest: { docker: { daemon: { 'firewall-backend': 'nftables' } } },
    shape: { ...ROUTED.shape, reload: 'systemctl restart meshinit-firewall.service && meshinit-mesh' },
    from: 29,
  },
};

const docker = missingRequirements().length === 0 ? await newerDocker() : undefined;
if (docker) {
  for (const [title, { network, shape, rest, from = 28 }] of Object.entries(SHAPES)) {
    if (Number.parseInt(docker.version, 10) < from) continue;
    describeCluster(
      `Docker ${docker.version}, ${title}`,
      manifest(network, rest),
      (cluster) => works(cluster, docker, shape),
      { boots: false },
    );
  }
} else if (missingRequirements().length === 0) {
  const reason = 'IPv6 with Docker 28 and newer: Debian’s archive does not answer';
  console.warn(`\n*** NOT TESTED: ${reason} ***\n`);
  describe('Docker 28 and newer', () => it(`NOT TESTED: ${reason}`, ({ skip }) => skip(reason)));
}
