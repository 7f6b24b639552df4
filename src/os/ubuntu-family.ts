import type { HostPlan } from '../host/host-plan.ts';
import type { Part } from '../host/part.ts';
import { dockerCeApt } from '../host/parts/docker-ce-apt.ts';
import { iptablesUnitPart } from '../host/parts/firewall-iptables.ts';
import { ufwPart } from '../host/parts/firewall-ufw.ts';
import { debianFamily } from './debian-family.ts';
import type { ComposeSource } from './os-facts.ts';

/** Ubuntu's images ship ufw, so its user may have turned it on: our table closes the tunnels, and ufw lets them through. */
const nftables = (plan: HostPlan): Part[] => [...debianFamily.nftables(plan), ufwPart(plan)];

/** Its rules are the first of the same chains as ufw's, so that ufw never comes to judge the tunnels. */
const iptables = (plan: HostPlan): Part[] => [iptablesUnitPart(plan)];

const NO_DOCKER_CE = 'docker-ce: Docker’s repository builds nothing for this release any more.';
const NO_IFUPDOWN =
  '`network.stack: ifupdown`: the image has netplan, and a second network manager would gain nothing.';

const netplanImage = { network: 'netplan with systemd-networkd', firewall: 'ufw, inactive' } as const;

/** From 20.04 on, with its updates. */
const COMPOSE = { package: 'docker-compose-v2', version: [2, 0] } as const;

/**
 * @param major of docker.io with its updates
 * @param compose beside it
 */
const dockerOf = (major: number, compose?: ComposeSource) =>
  ({
    from: {
      distro: { packages: ['docker.io'], major, ...(compose && { compose }) },
      none: { packages: [], ...(compose && { compose: { version: compose.version } }) },
    },
    service: 'docker.service',
    options: 'daemon.json',
  }) as const;

/** What every release with systemd has; the later ones overrule parts of it, each file adds its versions. */
const beforeNftables = {
  swarm: debianFamily.swarm,
  dataplanes: debianFamily.dataplanes,
  stacks: { systemd: debianFamily.systemd },
  firewalls: { iptables, none: () => [] },
  formats: ['cloud-config', 'script'],
  commands: debianFamily.commands,
  parts: debianFamily.parts,
  sources: ['Ubuntu’s archive, November 2026', 'Ubuntu’s release cycle', 'docker-ce-packaging 2f12fe8'],
  unconfirmed: ['that ufw is inactive on every provider’s image', 'the day of the month of the end of support'],
} as const;

/** From 20.04 on nft and kernel do all that our table asks. */
const withNftables = {
  ...beforeNftables,
  image: netplanImage,
  wireguard: { package: 'wireguard-tools' },
  names: debianFamily.names,
  firewalls: { nftables, firewalld: debianFamily.firewalld, none: () => [] },
  unconfirmed: [...beforeNftables.unconfirmed, 'firewalld: its unit was verified, not booted'],
} as const;

/** From 22.04 on: Docker's own repository builds for it. */
function withDockerCe(codename: string) {
  const { from, ...docker } = dockerOf(29, COMPOSE);
  return {
    ...withNftables,
    docker: {
      ...docker,
      from: { distro: from.distro, 'docker-ce': dockerCeApt('ubuntu', codename), none: from.none },
    },
    cannot: [NO_IFUPDOWN],
  } as const;
}

/** What Ubuntu's releases with systemd share. */
export const ubuntuFamily = {
  openvswitch: debianFamily.openvswitch,
  etcd: debianFamily.etcd,
  beforeNftables,
  withNftables,
  withDockerCe,
  dockerOf,
  compose: COMPOSE,
  netplanImage,
  noDockerCe: NO_DOCKER_CE,
  noIfupdown: NO_IFUPDOWN,
} as const;
