import { origins } from '../host/host-plan.ts';
import { textFile } from '../host/part.ts';
import { dockerCeApt } from '../host/parts/docker-ce-apt.ts';
import { cloudInitLacks } from './cloud-init-lacks.ts';
import { debianFamily as family } from './debian-family.ts';
import type { Os } from './os.ts';

const VSWITCHD_DROP_IN = `[Service]
# Open vSwitch 3.1.0 counts 0 cores in the first 10 s of uptime, and then drops every new flow.
ExecStartPre=/bin/sh -c 'until [ $$(cut -d. -f1 /proc/uptime) -gt 10 ]; do sleep 1; done'
`;

const vswitchd = textFile('/etc/systemd/system/ovs-vswitchd.service.d/meshinit.conf', VSWITCHD_DROP_IN, [origins.ovs]);

const COMPOSE = { package: 'docker-compose', version: [1, 29] } as const;

/** Debian 12: its cloud image has netplan and systemd-networkd, neither of which makes Open vSwitch tunnels. */
export const debian12 = {
  id: 'debian-12',
  title: 'Debian 12 (bookworm)',
  supportEnds: '2028-06-30',
  image: { network: 'netplan with systemd-networkd', firewall: 'none' },
  kernel: [6, 1],
  cloudInit: '22.4.2',
  cloudInitLacks: cloudInitLacks('22.4.2'),
  openvswitch: { version: '3.1.0', ...family.openvswitch },
  wireguard: { package: 'wireguard-tools' },
  frr: { package: 'frr' },
  names: family.names,
  swarm: family.swarm,
  etcd: { version: [3, 4], ...family.etcd },
  dataplanes: { ...family.dataplanes, ovs: (plan) => [{ files: [vswitchd] }, ...family.dataplanes.ovs(plan)] },
  stacks: { systemd: family.systemd, ifupdown: family.ifupdown },
  firewalls: { nftables: family.nftables, firewalld: family.firewalld, none: () => [] },
  formats: ['cloud-config', 'script'],
  docker: {
    from: {
      distro: { compose: COMPOSE, packages: ['docker.io'], major: 20, ...family.docker },
      'docker-ce': dockerCeApt('debian', 'bookworm'),
      none: { compose: { version: COMPOSE.version }, packages: [], ...family.docker },
    },
    service: 'docker.service',
    options: 'daemon.json',
  },
  commands: family.commands,
  parts: family.parts,
  sources: ['Debian’s archive, November 2026', 'Debian’s wiki, Netplan and LTS', 'booted hosts'],
} as const satisfies Os;
