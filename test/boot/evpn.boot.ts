import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { reportFigure } from '../support/figures.ts';
import { type Cluster, describeCluster } from './cluster.ts';
import { containerAddress } from './containers.ts';
import { comesBack, comesUp, isIdempotent } from './life.ts';
import { manifestOf } from './manifest.ts';
import { onEach } from './on-each.ts';
import { secondsApart } from './patched.ts';
import { keepsItsPromises } from './promises.ts';
import { until } from './until.ts';

const MTU = 1450;
const REFLECTORS = ['host1', 'host2'] as const;
const SUBJECT = 'evpn: BGP EVPN between 3 hosts, 2 of them reflectors';

const manifest = manifestOf({
  hosts: 3,
  network: { layout: 'per-host', control: { evpn: { reflectors: REFLECTORS } } },
  rest: { firewall: 'nftables' },
});

/** Hosts that frames are led to because BGP said so. */
const ANNOUNCED =
  "bridge fdb show dev vxlan-mesh | sed -n 's/.* dst \\(\\S*\\) .*extern_learn.*/\\1/p' | sort -u | xargs";

/** Until nothing announced leads to an address; when that was, by the one clock that all machines have. */
const FORGOTTEN = `timeout 60 sh -c '
    while bridge fdb show dev vxlan-mesh | grep extern_learn | grep -qF " dst $1 "; do sleep 0.1; done
    date +%s.%N' sh "$1"`;

/** Without a word to its peers, and not started again by systemd. */
const KILL_FRR = 'systemctl mask -q --runtime frr.service; systemctl kill -s KILL frr.service';
const START_FRR = `systemctl unmask -q --runtime frr.service
  systemctl reset-failed frr.service
  systemctl start frr.service`;
const FRR_STARTED = 'systemctl show -P ActiveEnterTimestampMonotonic frr.service';

/** FRR's own unit would be started before the network. Ours, which comes after the mesh, starts it once it is told to. */
const HOLD_FRR = `systemctl -q disable frr.service
  mkdir -p /etc/systemd/system/meshinit-evpn.service.d
  cat >/etc/systemd/system/meshinit-evpn.service.d/lane.conf <<'END'
[Service]
ExecStartPre=/bin/sh -c 'until [ -e /run/frr-may-start ]; do sleep 0.2; done'
END`;
const LET_FRR_GO = `touch /run/frr-may-start
  until systemctl -q is-active meshinit-evpn.service; do sleep 0.2; done
  rm -r /etc/systemd/system/meshinit-evpn.service.d
  systemctl daemon-reload`;

/** From the container, which has forgotten where anybody is. */
const LOOK_UP = `pid=$(docker inspect -f '{{.State.Pid}}' lane)
  nsenter -t "$pid" -n ip neigh flush all
  nsenter -t "$pid" -n ping -n -q -c 5 -i 0.3 -W 5 "$1" >/dev/null`;

const tell = (what: string, seconds: number): void => reportFigure('booted', SUBJECT, what, seconds);

describeCluster('evpn', manifest, {}, (cluster) => {
  const started = new Map<string, string>();
  comesUp(cluster);
  hasSessions(cluster);
  it('has started FRR once', () =>
    onEach(cluster.hosts, async (host) => {
      started.set(host, await cluster.lab.on(host, FRR_STARTED));
    }));
  keepsItsPromises(cluster, MTU);
  isIdempotent(cluster);
  it('has not started FRR again', () =>
    onEach(cluster.hosts, async (host) => {
      expect(await cluster.lab.on(host, FRR_STARTED)).toBe(started.get(host));
    }));
  worksWithoutFrr(cluster);
  hasSessions(cluster);
  forgetsTheDead(cluster);
  it('holds back FRR at the next boot of host3', () => cluster.lab.on('host3', HOLD_FRR));
  // host1 is dead already.
  comesBack(cluster, 'host3', 'host1', MTU, () => {
    worksBeforeFrr(cluster);
    hasSessions(cluster);
  });
});

/** Each host has nothing to complain of, its sessions among all else, and is led to the others by what they announce. */
function hasSessions(cluster: Cluster): void {
  const { lab, hosts } = cluster;
  it('has its sessions, and what the others announce', () =>
    onEach(hosts, async (host) => {
      const others = hosts.filter((other) => other !== host).map((other) => cluster.outer(other));
      await until(`${host} finds nothing wrong`, async () => (await lab.tryOn(host, 'meshinit-check')).status === 0);
      await until(
        `${host} is told of the others`,
        async () => (await lab.on(host, ANNOUNCED)).trim() === others.join(' '),
      );
    }));
}

function worksWithoutFrr(cluster: Cluster): void {
  const { lab } = cluster;
  it('loses nothing when FRR dies on both reflectors, and finds whom it has to look for', async () => {
    const apart = await secondsApart(cluster, 'host2', cluster.container('host3'), async () => {
      await onEach(REFLECTORS, async (host) => {
        await lab.on(host, KILL_FRR);
      });
      await until('nothing is announced', async () => (await lab.on('host3', ANNOUNCED)).trim() === '');
      await lab.on('host3', LOOK_UP, cluster.container('host1'));
    });
    tell('FRR killed on both reflectors: host2 and host3 apart', apart);
    expect(apart).toBeLessThan(1);
    const { stdout } = await lab.tryOn('host3', 'meshinit-check');
    for (const host of REFLECTORS) {
      expect(stdout).toContain(`FAIL  BGP session with ${host} (${cluster.outer(host)}) is established\n`);
    }
    await onEach(REFLECTORS, async (host) => {
      await lab.on(host, START_FRR);
    });
  });
}

function forgetsTheDead(cluster: Cluster): void {
  const { lab } = cluster;
  it('forgets a reflector that is cut from power, and the others lose nothing', async () => {
    const forgotten = lab.on('host3', FORGOTTEN, cluster.outer('host1'));
    let seconds = Number.NaN;
    const apart = await secondsApart(cluster, 'host2', cluster.container('host3'), async () => {
      const cut = Date.now() / 1000;
      await lab.run('stop', 'host1');
      seconds = Number(await forgotten) - cut;
      await sleep(5000);
    });
    tell('a reflector cut from power: its addresses gone from another host', seconds);
    tell('a reflector cut from power: host2 and host3 apart', apart);
    // BGP alone would take 9 s.
    expect(seconds).toBeLessThan(9);
    expect(apart).toBeLessThan(1);
    expect(await lab.on('host3', ANNOUNCED)).toBe(`${cluster.outer('host2')}\n`);
  });
}

function worksBeforeFrr(cluster: Cluster): void {
  const { lab } = cluster;
  it('carries the packets of host3’s container before FRR runs there', async () => {
    await containerAddress(lab, 'host3');
    await lab.on('host3', LOOK_UP, cluster.container('host2'));
    expect(await lab.on('host3', 'systemctl is-active frr.service meshinit-evpn.service || :')).toBe(
      'inactive\nactivating\n',
    );
    await lab.on('host3', LET_FRR_GO);
    expect(await lab.on('host3', 'systemctl is-enabled frr.service')).toBe('enabled\n');
  });
}
