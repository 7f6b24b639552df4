import type { HostPlan } from '../host/host-plan.ts';
import type { Part } from '../host/part.ts';
import { daemonJsonPart } from '../host/parts/docker-daemon-json.ts';
import { dockerPackages } from '../host/parts/docker-packages.ts';
import { firewalldPart, switchZone } from '../host/parts/firewall-firewalld.ts';
import { nftablesPart } from '../host/parts/firewall-nftables.ts';
import { networkManagerPart } from '../host/parts/network-manager.ts';
import { ovsPackages } from '../host/parts/ovs-packages.ts';
import { letInDirect } from '../host/parts/routed-docker.ts';
import { ifcfgStack } from '../host/parts/stack-ifcfg.ts';
import { systemdStack } from '../host/parts/stack-systemd.ts';
import { systemdCommands, systemdPart } from '../host/parts/systemd-units.ts';
import dnf from '../host/scripts/dnf.sh';
import firewalldAbsent from '../host/scripts/firewalld-absent.sh';
import networkService from '../host/scripts/network-service.sh';
import nfvSig from '../host/scripts/nfv-sig.sh';

const OPENVSWITCH = 'openvswitch.service';

/** What is installed from the distribution itself: nothing of the SIG's where the manifest gives packages. */
const fromDistribution = ({ manifest }: HostPlan): boolean => (manifest.input.ovs?.from ?? 'distro') === 'distro';

/** The CentOS NFV SIG's repository of versioned packages, for one release of CentOS Stream. */
export const nfvRepository =
  (place: string) =>
  (plan: HostPlan): Part[] =>
    fromDistribution(plan)
      ? [
          {
            functions: [nfvSig],
            steps: [
              {
                phase: 'install',
                does: 'take Open vSwitch from the NFV SIG',
                run: `use_nfv_repository ${place}`,
              },
            ],
          },
        ]
      : [];

/** network-scripts with Open vSwitch's ifup-ovs, which only EL 8 still has. */
export const ifcfgOf =
  (ifupOvs: string) =>
  (plan: HostPlan): Part[] => [
    {
      functions: [networkService],
      steps: [
        {
          phase: 'install',
          does: 'install network-scripts',
          run: `install_packages ${fromDistribution(plan) ? ifupOvs : 'network-scripts'}`,
        },
        { phase: 'install', does: 'let network-scripts keep the mesh', run: 'enable_network_service' },
      ],
    },
    ifcfgStack(plan, OPENVSWITCH, switchZone),
  ];

/** @param iptables package that firewalld needs for rules of iptables: it looks for the program once, when it starts */
export const firewalldWith =
  (iptables: string) =>
  (plan: HostPlan): Part[] => {
    const needed = letInDirect(plan).length > 0 ? [iptables, 'firewalld'] : ['firewalld'];
    return [
      { steps: [{ phase: 'install', does: 'install firewalld', run: `install_packages ${needed.join(' ')}` }] },
      firewalldPart(plan),
    ];
  };

function nftables(plan: HostPlan): Part[] {
  return [
    {
      functions: [firewalldAbsent],
      tools: ['nftables'],
      steps: [{ phase: 'firewall', does: 'look for another firewall', run: 'need_no_firewalld' }],
    },
    nftablesPart(plan),
  ];
}

/**
 * What can switch there.
 * @param repository what makes Open vSwitch known to dnf, where the image's repositories have none
 */
export const dataplanesWith = (repository: (plan: HostPlan) => readonly Part[]) =>
  ({
    ovs: (plan: HostPlan): Part[] => [
      ...repository(plan),
      ovsPackages(plan),
      { steps: [{ phase: 'install', does: 'start Open vSwitch', run: `enable_units ${OPENVSWITCH}` }] },
    ],
    linux: (): Part[] => [],
  }) as const;

function parts(plan: HostPlan): Part[] {
  return [
    { functions: [dnf], tools: ['curl', 'iproute', 'iputils'] },
    networkManagerPart(plan),
    systemdPart(plan),
    daemonJsonPart(plan),
    ...dockerPackages(plan),
  ];
}

/**
 * Docker's rules go into nftables: its others need `xt_addrtype`, which EL 10 keeps in a package of modules that images
 * lack and mirrors may no longer have for the kernel that runs (docker-ce-packaging#1340).
 */
export const nftablesBackend = { 'firewall-backend': 'nftables' } as const;

/** What Red Hat's kind of systems with dnf share; each file takes what is true of its release. */
export const elFamily = {
  service: OPENVSWITCH,
  names: { packages: ['dnsmasq', 'python3', 'nftables'] },
  swarm: { packages: ['socat'] },
  systemd: (plan: HostPlan): Part[] => [systemdStack(plan, OPENVSWITCH)],
  firewalls: { firewalld: firewalldWith('iptables-nft'), nftables, none: () => [] },
  commands: systemdCommands,
  parts,
  lacks: {
    apk_repos: 'the system has no apk; use yum_repos',
    apt: 'the system has no apt; use yum_repos',
    zypper: 'the system has no zypper; use yum_repos',
  },
  unconfirmed: [
    'whether images have firewalld and run it; if not, meshinit installs it',
    'that the image’s kernel packages carry Open vSwitch’s modules',
  ],
} as const;
