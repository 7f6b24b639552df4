import { expect, it } from 'vitest';
import { reportFigure } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { bridgeAddress } from './containers.ts';
import { Namespace } from './namespace.ts';
import { image, killDocker, putDocker } from './real-docker.ts';

const MANIFEST = `meshinit: 1
name: lane
defaults: { os: debian-12, provider: hetzner }
network: { dataplane: linux, docker: mesh, subnet6: 'fd12:3456:789a:1::/64' }
networks: { blue: { subnet: 10.78.0.0/16, hosts: [host1, host2], internal: true } }
names: true
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
  host3: { address: 10.0.0.13 }
`;

const HOSTS = ['host1', 'host2', 'host3'];
/** What is promised, in seconds: of a container's start and end, and of a host that dies. */
const PROMISED = 2;
const SILENCE = 8;
const DOMAIN = 'lane.internal';
const ZONE6 = '1.0.0.0.a.9.8.7.6.5.4.3.2.1.d.f.ip6.arpa';

const run = (cluster: Cluster, at: string, options: string): Promise<string> =>
  cluster.host(at).machine.run(`docker run -d --network mesh ${options} ${image} sleep 1000`);

/** What a host's resolver says of a name: addresses in order, or the answer's status where there is none. */
const ASK = `answer=$(dig +time=2 +tries=1 "@$1" "$2" "$3" 2>&1)
  found=$(echo "$answer" | awk -v type="$3" '/^[^;]/ && $4 == type { print $5 }' | sort | xargs)
  [ -n "$found" ] || found=$(echo "$answer" | sed -n 's/.*status: \\([A-Z]*\\),.*/\\1/p')
  echo "\${found:-$answer}"
`;

async function ask(cluster: Cluster, at: string, name: string, type = 'A'): Promise<string> {
  return (await cluster.host(at).machine.run(ASK, bridgeAddress(cluster.mesh, at), name, type)).trim();
}

/** Every host's answer, once it is the expected one everywhere, and how long that took in seconds. */
async function everywhere(
  cluster: Cluster,
  name: string,
  answer: string,
  within: number,
  at = HOSTS,
  type = 'A',
): Promise<number> {
  const begun = performance.now();
  for (;;) {
    const answers = await Promise.all(at.map((host) => ask(cluster, host, name, type)));
    const seconds = (performance.now() - begun) / 1000;
    if (answers.every((each) => each === answer)) return seconds;
    if (seconds > within) expect(answers).toEqual(at.map(() => answer));
  }
}

const addressOf = async (
  cluster: Cluster,
  at: string,
  container: string,
  network = 'mesh',
  key: 'IPAddress' | 'GlobalIPv6Address' = 'IPAddress',
): Promise<string> =>
  (
    await cluster
      .host(at)
      .machine.run(`docker inspect -f '{{(index .NetworkSettings.Networks "${network}").${key}}}' ${container}`)
  ).trim();

const address6 = (cluster: Cluster, at: string, container: string): Promise<string> =>
  addressOf(cluster, at, container, 'mesh', 'GlobalIPv6Address');

describeCluster(
  'names over three hosts with a real Docker',
  MANIFEST,
  (cluster) => {
    it('come with the first boot, before any container', async () => {
      for (const host of cluster.hosts.values()) await putDocker(host);
      await Promise.all(
        [...cluster.hosts.values()].map(async (host) => expect(await host.boot()).toMatchObject({ status: 0 })),
      );
      for (const [index, name] of HOSTS.entries()) {
        await everywhere(cluster, name, `172.17.0.${index + 1}`, PROMISED);
        await everywhere(cluster, `${name}.${DOMAIN}`, `172.17.0.${index + 1}`, PROMISED);
      }
    });

    it('find a container from every host by every form, within two seconds of its start', async () => {
      await run(cluster, 'host1', '--name web --network-alias Shop --label com.docker.compose.service=front');
      const seconds = await everywhere(cluster, 'web', '172.17.1.0', PROMISED);
      reportFigure('namespaces', 'names', 'from docker run to the last host’s answer, in s', seconds);
      for (const name of ['web', 'shop', 'front']) {
        for (const form of [name, `${name}.host1`, `${name}.${DOMAIN}`, `${name}.host1.${DOMAIN}`]) {
          await everywhere(cluster, form, '172.17.1.0', 0);
        }
      }
    });

    it('are found from containers on every host, and on the hosts themselves', async () => {
      for (const host of HOSTS) {
        for (const name of ['web', 'web.host1', `web.host1.${DOMAIN}`, 'shop', 'host2']) {
          const { machine } = cluster.host(host);
          const said = await machine.run(`docker run --rm --network mesh ${image} ping -4 -c 1 -W 2 ${name}`);
          expect(said).toMatch(/\((172\.17\.1\.0|172\.17\.0\.2)\)/);
          expect(await machine.run(`getent ahostsv4 ${name}`)).toMatch(/^(172\.17\.1\.0|172\.17\.0\.2)/);
        }
      }
    });

    it('have both families from every host, and are found by either address', async () => {
      for (const [index, name] of HOSTS.entries()) {
        for (const form of [name, `${name}.${DOMAIN}`]) {
          await everywhere(cluster, form, `fd12:3456:789a:1::ac11:${index + 1}`, 0, HOSTS, 'AAAA');
        }
      }
      const address = await address6(cluster, 'host1', 'web');
      expect(address).toBe('fd12:3456:789a:1:0:242:ac11:100');
      for (const form of ['web', 'shop', 'web.host1', `web.${DOMAIN}`]) {
        await everywhere(cluster, form, address, 0, HOSTS, 'AAAA');
      }
      for (const host of HOSTS) {
        const { machine } = cluster.host(host);
        for (const [name, found] of [
          ['web', address],
          ['host2', 'fd12:3456:789a:1::ac11:2'],
        ] as const) {
          const said = await machine.run(`docker run --rm --network mesh ${image} ping -6 -c 1 -W 2 ${name}`);
          expect(said).toContain(`(${found})`);
          expect(await machine.run(`getent ahostsv6 ${name}`)).toContain(`${found} `);
        }
        expect((await machine.run(`dig +short "@$1" -x ${address}`, bridgeAddress(cluster.mesh, host))).trim()).toMatch(
          /^[a-z]+\.host1\.lane\.internal\.$/,
        );
        expect(
          (await machine.run(`dig +short "@$1" -x fd12:3456:789a:1::ac11:3`, bridgeAddress(cluster.mesh, host))).trim(),
        ).toBe(`host3.${DOMAIN}.`);
        // Nobody is asked outside for an address of ours.
        expect(await ask(cluster, host, `9.9.0.0.0.0.0.0.0.0.0.0.0.0.0.0.${ZONE6}`, 'PTR')).toBe('NXDOMAIN');
      }
    });

    it('are found by address', async () => {
      expect(await ask(cluster, 'host3', '0.1.17.172.in-addr.arpa', 'PTR')).toMatch(
        /^[a-z]+\.host1\.lane\.internal\.$/,
      );
      expect(await ask(cluster, 'host3', '250.3.17.172.in-addr.arpa', 'PTR')).toBe('NXDOMAIN');
    });

    it('never leave the mesh', async () => {
      for (const name of ['nothing', 'nothing.host2', `nothing.${DOMAIN}`, 'host2.host1']) {
        expect(await ask(cluster, 'host1', name)).toBe('NXDOMAIN');
      }
      expect(await ask(cluster, 'host1', 'nothing', 'MX')).toBe('NXDOMAIN');
      // Its name server is nowhere: asked for what is not ours, and for that alone.
      expect(await ask(cluster, 'host1', 'example.com')).not.toBe('NXDOMAIN');
    });

    it('are for the mesh alone: a stranger on the underlay hears nothing, be its address its own or a forged one', async () => {
      const stranger = await Namespace.open('stranger', 'no files');
      cluster.machines.push(stranger);
      await cluster.underlay.plug(stranger, 1500);
      await stranger.run(`
        ip addr add 10.0.0.200/24 dev eth0
        for address in 172.17.1.77 172.17.0.2; do ip addr add "$address/32" dev lo; done
        ip route add 172.17.0.1 via 10.0.0.11
        ip route add 10.78.0.1 via 10.0.0.11`);
      // The device of a default route is outside; network cards, which are too, no namespace has.
      await cluster
        .host('host1')
        .machine.run('ip route add default via 10.0.0.200 && systemctl restart meshinit-resolver.service');
      await everywhere(cluster, 'host2', '172.17.0.2', PROMISED);
      const hears = async (...words: string[]): Promise<string> =>
        (await stranger.run(`dig +time=1 +tries=1 "$@" 2>&1 | grep -c 'status:' || :`, ...words)).trim();
      // It does reach the host, and would be answered.
      expect(await stranger.run('ping -n -c 1 -W 2 10.0.0.11 >/dev/null && echo yes')).toBe('yes\n');
      for (const server of ['172.17.0.1', '10.78.0.1', '10.0.0.11']) {
        for (const how of ['+notcp', '+tcp']) expect(await hears(`@${server}`, how, 'host2')).toBe('0');
      }
      for (const source of ['172.17.1.77', '172.17.0.2']) {
        expect(await hears('-b', source, '@172.17.0.1', 'host2')).toBe('0');
      }
      // Nor what the directory tells other hosts.
      expect(await stranger.run('timeout 3 busybox nc 172.17.0.1 5380 </dev/null || :')).toBe('');
      expect(await ask(cluster, 'host1', 'host2')).toBe('172.17.0.2');
    });

    it('are of one host where two have them, and none by itself', async () => {
      await run(cluster, 'host2', '--name web');
      await everywhere(cluster, 'web.host2', '172.17.2.0', PROMISED);
      await everywhere(cluster, 'web', 'NXDOMAIN', 0);
      await everywhere(cluster, 'web.host1', '172.17.1.0', 0);
    });

    it('have an answer for each host where they are declared', async () => {
      for (const host of ['host2', 'host3']) {
        await run(cluster, host, '--name api --label io.meshinit.container=api');
      }
      const addresses = await Promise.all(['host2', 'host3'].map((host) => addressOf(cluster, host, 'api')));
      await everywhere(cluster, 'api', addresses.join(' '), PROMISED);
      const both = await Promise.all(['host2', 'host3'].map((host) => address6(cluster, host, 'api')));
      await everywhere(cluster, 'api', both.join(' '), 0, HOSTS, 'AAAA');
    });

    it('are gone within two seconds of a container’s end, and new after a rename', async () => {
      await cluster.host('host2').machine.run('docker kill web');
      const seconds = await everywhere(cluster, 'web.host2', 'NXDOMAIN', PROMISED);
      reportFigure('namespaces', 'names', 'from docker kill to the last host without the name, in s', seconds);
      await everywhere(cluster, 'web', '172.17.1.0', PROMISED);
      await cluster.host('host1').machine.run('docker rename web site');
      await everywhere(cluster, 'site.host1', '172.17.1.0', PROMISED);
      await everywhere(cluster, 'web', 'NXDOMAIN', PROMISED);
    });

    it('of a network are found by its members alone', async () => {
      const { machine } = cluster.host('host1');
      await machine.run(`docker run -d --name store --network blue ${image} sleep 1000`);
      const address = await addressOf(cluster, 'host1', 'store', 'blue');
      await everywhere(cluster, 'store', address, PROMISED, ['host1', 'host2']);
      await everywhere(cluster, 'store', 'NXDOMAIN', 0, ['host3']);
      expect(await ask(cluster, 'host1', 'store', 'AAAA')).toBe('NOERROR');
      const said = await cluster
        .host('host2')
        .machine.run(`docker run --rm --network blue ${image} ping -c 1 -W 2 store`);
      expect(said).toContain(`(${address})`);
    });

    it('that are no names, or another’s, change nothing', async () => {
      const { machine } = cluster.host('host3');
      for (const name of ['host1', 'localhost', 'example.com', 'a_b']) {
        await machine.run(`docker run -d --name ${name} --network mesh ${image} sleep 1000`);
      }
      await everywhere(cluster, 'a_b.host3', await addressOf(cluster, 'host3', 'a_b'), PROMISED);
      await everywhere(cluster, 'host1', '172.17.0.1', 0);
      await everywhere(cluster, 'host1.host3', await addressOf(cluster, 'host3', 'host1'), 0);
      expect(await machine.run('cat /run/dnsmasq-meshinit/hosts')).not.toMatch(/localhost|example/);
    });

    it('stay while Docker is away, and are right again when it is back', async () => {
      const host = cluster.host('host1');
      await killDocker(host);
      await everywhere(cluster, 'site', '172.17.1.0', 0);
      await host.machine.run('systemctl start docker.service');
      await everywhere(cluster, 'site', 'NXDOMAIN', PROMISED);
      await host.machine.run('docker start site');
      await everywhere(cluster, 'site', await addressOf(cluster, 'host1', 'site'), PROMISED);
    });

    it('stay while dnsmasq or the directory restarts', async () => {
      const { machine } = cluster.host('host3');
      const address = await addressOf(cluster, 'host1', 'site');
      await machine.run('kill -KILL "$(cat /run/dnsmasq-meshinit/pid)"');
      await everywhere(cluster, 'site', address, 4);
      await machine.run('systemctl restart meshinit-directory.service');
      for (let look = 0; look < 20; look += 1) expect(await ask(cluster, 'host3', 'site')).toBe(address);
    });

    it('of a host that died are gone, and delay nobody', async () => {
      await run(cluster, 'host2', '--name lost');
      await everywhere(cluster, 'lost', await addressOf(cluster, 'host2', 'lost'), PROMISED);
      await cluster.kill('host2');
      const begun = performance.now();
      await ask(cluster, 'host1', 'lost.host2');
      expect(performance.now() - begun).toBeLessThan(PROMISED * 1000);
      const seconds = await everywhere(cluster, 'lost.host2', 'NXDOMAIN', SILENCE, ['host1', 'host3']);
      reportFigure('namespaces', 'names', 'from a host’s death until its names are gone, in s', seconds);
      const { output } = await cluster.host('host1').machine.try('meshinit-check');
      expect(output).toContain('FAIL  every host tells its names\n');
      expect(output).toContain('ok    the name host1.lane.internal is answered\n');
    });
  },
  { boots: false },
);
