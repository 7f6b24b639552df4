import { type HostPlan, origins } from '../host/host-plan.ts';
import { type Part, type PlannedFile, textFile } from '../host/part.ts';
import { furtherSettings } from '../host/parts/build-settings.ts';
import { daemonJsonPart } from '../host/parts/docker-daemon-json.ts';
import { dockerPackages } from '../host/parts/docker-packages.ts';
import { firewalldPart } from '../host/parts/firewall-firewalld.ts';
import { nftablesPart } from '../host/parts/firewall-nftables.ts';
import { meshScript } from '../host/parts/mesh-script.ts';
import { ovsPackages } from '../host/parts/ovs-packages.ts';
import { interfaces, interfacesHeader } from '../host/parts/stack-ifupdown.ts';
import { systemdStack } from '../host/parts/stack-systemd.ts';
import { meshUnit, systemdCommands, systemdPart } from '../host/parts/systemd-units.ts';
import apt from '../host/scripts/apt.sh';
import ifupdown from '../host/scripts/ifupdown.sh';
import interfacesSource from '../host/scripts/interfaces-source.sh';

const OPENVSWITCH = 'openvswitch-switch.service';

const OPENVSWITCH_DROP_IN = `[Unit]
# ifup starts this unit from inside networking.service; with the default dependencies it waits for sysinit.target, which
# waits for cloud-init, which waits for networking: five minutes' hang at each boot, then no mesh.
DefaultDependencies=no
After=local-fs.target
Before=networking.service shutdown.target
Conflicts=shutdown.target
`;

const FIREWALLD_UNIT = `[Unit]
Description=firewalld - dynamic firewall daemon
# Debian's unit without network-pre.target: before it, firewalld waits for D-Bus, D-Bus for sysinit.target, that for
# cloud-init and cloud-init for the network; systemd breaks such a cycle by dropping a job at random. A drop-in cannot
# take Before= away.
After=dbus.service polkit.service
Before=docker.service
Conflicts=iptables.service ip6tables.service ebtables.service ipset.service nftables.service
Documentation=man:firewalld(1)

[Service]
ExecStart=/usr/sbin/firewalld --nofork --nopid
ExecReload=/bin/kill -HUP $MAINPID
StandardOutput=null
StandardError=null
Type=dbus
BusName=org.fedoraproject.FirewallD1
KillMode=mixed

[Install]
WantedBy=multi-user.target
Alias=dbus-org.fedoraproject.FirewallD1.service
`;

function ifupdownStack(plan: HostPlan): Part[] {
  const [
    {
      mesh: { names },
    },
  ] = plan.networks;
  const stanzas = interfaces(plan, { tunnels: 'OVSTunnel', hidesAssigned: false, staysUp: true });
  const files: PlannedFile[] = [
    textFile('/etc/network/interfaces.d/meshinit', interfacesHeader(plan) + stanzas, [
      ...origins.networks(plan),
      ...origins.peers(plan),
    ]),
    textFile(`/etc/systemd/system/${OPENVSWITCH}.d/meshinit.conf`, OPENVSWITCH_DROP_IN, [['network', 'stack']]),
    meshScript(plan, 'what ifupdown cannot'),
    meshUnit(plan, { after: ['networking.service'], partOf: ['networking.service'], openvswitch: OPENVSWITCH }),
  ];
  return [
    {
      ...furtherSettings(plan),
      files,
      functions: [ifupdown, interfacesSource],
      tools: ['bridge-utils'],
      steps: [
        // Its package brings up what it finds in interfaces.d: not before the firewall and what bridges need.
        { phase: 'network', does: 'install ifupdown', run: 'install_packages ifupdown' },
        { phase: 'network', does: 'read the mesh from interfaces.d', run: 'source_interfaces' },
        {
          phase: 'network',
          does: 'bring up the switch and the bridge',
          run: `bring_up ${names.switch} ${names.bridge}`,
        },
      ],
    },
  ];
}

function firewalld(plan: HostPlan): Part[] {
  return [
    {
      files: [textFile('/etc/systemd/system/firewalld.service', FIREWALLD_UNIT, [origins.firewall])],
      // firewalld looks for iptables once, when it starts, and Docker's rules go through it.
      tools: ['iptables', 'nftables'],
      steps: [{ phase: 'install', does: 'install firewalld', run: 'install_packages firewalld' }],
    },
    firewalldPart(plan),
  ];
}

const nftables = (plan: HostPlan): Part[] => [{ tools: ['nftables'] }, nftablesPart(plan)];

function parts(plan: HostPlan): Part[] {
  return [
    // Without the apparmor package containers fail on Debian's kernel.
    { functions: [apt], tools: ['apparmor', 'ca-certificates', 'curl', 'iputils-ping'] },
    systemdPart(plan),
    daemonJsonPart(plan),
    ...dockerPackages(plan),
  ];
}

/** What Debian's kind of systems with systemd share; each file takes what is true of its release. */
export const debianFamily = {
  /** The unit of its docker.io, from 11 on. */
  docker: {
    readsDefaults: true,
    command: '/usr/sbin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock $DOCKER_OPTS',
  },
  // The package dnsmasq would also start a server of its own, on every address.
  names: { packages: ['dnsmasq-base', 'python3', 'nftables'] },
  swarm: { packages: ['socat'] },
  etcd: { server: ['etcd-server'], client: ['etcd-client'] },
  openvswitch: { from: ['distro', 'debs'], package: 'openvswitch-switch', service: OPENVSWITCH },
  dataplanes: { ovs: (plan: HostPlan): Part[] => [ovsPackages(plan)], linux: (): Part[] => [] },
  systemd: (plan: HostPlan): Part[] => [systemdStack(plan, OPENVSWITCH)],
  ifupdown: ifupdownStack,
  nftables,
  firewalld,
  commands: systemdCommands,
  parts,
} as const;
