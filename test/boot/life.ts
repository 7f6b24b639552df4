import { expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';
import { containerAddress } from './containers.ts';
import { reportFirstPing } from './first-ping.ts';
import { onEach } from './on-each.ts';
import { bootsWell, keepsItsPromises } from './promises.ts';

/** A cluster from the first boot of all its hosts to a container on each. */
export function comesUp(cluster: Cluster): void {
  it('lets every host reach another', () =>
    reportFirstPing(cluster, cluster.hosts, 'first ping after power on, packages installed on the way'));
  bootsWell(cluster);
  it('runs a container on every host', () => cluster.startContainers(cluster.hosts));
}

/** What a host is, as text that stays the same where nothing changed. */
export const STATE = `set -e
  if command -v ovs-vsctl; then
    ovs-vsctl show
    ovs-vsctl --columns=name,other_config,external_ids,stp_enable,rstp_enable,datapath_type list Bridge
    ovs-vsctl --columns=name,protected,other_config,external_ids,tag list Port
    ovs-vsctl --columns=name,type,options,mtu_request,mtu,ofport,external_ids list Interface
  fi
  bridge link
  bridge fdb | grep -E 'permanent|static' | sort
  ip addr | sed 's/valid_lft.*//'
  ip route
  ip -6 route | sed 's/ expires [0-9]*sec//'
  nft list tables | sort | while read -r table; do nft list $table 2>/dev/null; done |
    sed -e 's/counter packets [0-9]* bytes [0-9]*/counter/'
  iptables-save | sed -e '/^#/d' -e 's/\\[[0-9:]*\\]//'
  docker inspect -f '{{.Id}} {{.State.StartedAt}}' lane
  systemctl show -p ExecMainStartTimestampMonotonic docker.service
  find /etc/systemd -type l -printf '%p -> %l\\n' | sort
  dpkg-query -W -f='\${Package} \${Version} \${Status}\\n'
  find /etc /usr/local -type f -exec sha256sum {} +`;

/** The document's work once more: what cloud-init would do with it for a new instance. */
const AGAIN = `set -e
  for module in bootcmd write-files runcmd scripts-user; do
    cloud-init single --name "$module" --frequency always
  done`;

/** Nothing of a host's changes when its document is run again. */
export function isIdempotent(cluster: Cluster): void {
  it('is changed by no second run of the document', async () => {
    await onEach(cluster.hosts, async (host) => {
      const before = await cluster.lab.on(host, STATE);
      expect(before).toContain('docker0');
      await cluster.lab.on(host, AGAIN);
      expect(await cluster.lab.on(host, 'cat /run/meshinit/status')).toBe('ready\n');
      expect(await cluster.lab.on(host, STATE)).toBe(before);
    });
  });
}

/**
 * Everything is back by itself when hosts are booted again: one in good order, one without warning.
 * @param cut may be dead already
 * @param meanwhile tests as soon as both reach another host
 */
export function comesBack(
  cluster: Cluster,
  rebooted: string,
  cut: string,
  mtu: number,
  meanwhile: () => void = () => {},
): void {
  it(`comes back after a reboot of ${rebooted} and a power cut of ${cut}`, async () => {
    await Promise.all([cluster.lab.run('reboot', rebooted), cluster.lab.run('cut', cut)]);
    await reportFirstPing(cluster, [rebooted, cut], 'first ping after a reboot');
  });
  meanwhile();
  bootsWell(cluster, [rebooted, cut]);
  it(`has the containers of ${rebooted} and ${cut} again`, async () => {
    await onEach([rebooted, cut], async (host) => {
      cluster.containers.set(host, await containerAddress(cluster.lab, host));
    });
  });
  keepsItsPromises(cluster, mtu);
}
