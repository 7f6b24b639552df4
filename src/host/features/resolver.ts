import { ipv4Text } from '../../addresses/address.ts';
import { addressAt } from '../../addresses/address-range.ts';
import { reverseZone6, reverseZones } from '../../addresses/reverse-zones.ts';
import type { Names } from '../../manifest/names.ts';
import { placed, programPath } from '../../os/places.ts';
import { once } from '../further-networks.ts';
import { type HostNetwork, type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import { DIRECTORY_PORT } from '../parts/name-servers.ts';
import directory from '../scripts/directory.py';
import shut from '../scripts/resolver-shut.sh';
import shutByIptables from '../scripts/resolver-shut-iptables.sh';
import upstream from '../scripts/resolver-upstream.sh';
import { peersPath } from './names.ts';

const SETTINGS = '/etc/meshinit/resolver.conf';

/**
 * Its addresses may come after it: it listens when they do. SELinux lets dnsmasq read and write in a directory whose name begins
 * with dnsmasq. No comment stands in the files: documents with names are the largest.
 */
const RESOLVER = `[Unit]
Description=meshinit: answers for names
After=meshinit-mesh.service systemd-resolved.service
Before=docker.service

[Service]
RuntimeDirectory=dnsmasq-meshinit
RuntimeDirectoryPreserve=yes
ExecStartPre=@SBIN@/meshinit-upstream
ExecStart=/usr/sbin/dnsmasq --keep-in-foreground --conf-file=${SETTINGS}
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
`;

const DIRECTORY = `[Unit]
Description=meshinit: the directory of names
After=meshinit-resolver.service
Wants=meshinit-resolver.service

[Service]
ExecStart=@SBIN@/meshinit-directory
ExecStopPost=-@SBIN@/meshinit-directory --leave
Restart=always
RestartSec=1
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
`;

/**
 * Names of hosts and containers: dnsmasq answers on the mesh addresses from what the directory writes, which follows Docker
 * here and hears of the other hosts over the mesh.
 */
export function resolver(plan: HostPlan): Part[] {
  const { os, manifest, networks } = plan;
  if (!manifest.names) return [];
  const origin = manifest.names.path;
  const from = [origin, ...origins.networks(plan), origins.host(plan)];
  return [
    {
      settings: { DOMAIN: manifest.names.domain },
      tools: os.names?.packages ?? [],
      files: [
        textFile(SETTINGS, dnsmasqSettings(plan, manifest.names.domain), from),
        textFile('/etc/meshinit/directory.json', directorySettings(plan, manifest.names.domain), from),
        scriptFile(programPath('upstream', os), beforeResolver(plan), [origin, ...origins.networks(plan)]),
        scriptFile(programPath('directory', os), directory, [origin]),
        textFile('/etc/systemd/system/meshinit-resolver.service', placed(RESOLVER, os), [origin]),
        textFile('/etc/systemd/system/meshinit-directory.service', placed(DIRECTORY, os), [origin]),
        ...networks.filter((network) => !isWhole(network)).map(memberList),
        ...(os.names?.networkd ? [networkdFile(plan, manifest.names)] : []),
      ],
      checks: checksOf(plan),
      steps: [
        {
          phase: 'mesh',
          does: 'answer for names',
          run: 'enable_units meshinit-resolver meshinit-directory',
        },
      ],
    },
  ];
}

/** The list of silent hosts is written each second. */
function checksOf(plan: HostPlan): string[] {
  return [
    'all_heard() { [ ! -s /run/dnsmasq-meshinit/silent ] && [ -n "$(find /run/dnsmasq-meshinit/silent -mmin -1)" ]; }\n',
    `${once(plan)}check "the name $HOST.$DOMAIN is answered" getent ahostsv4 "$HOST.$DOMAIN"\n`,
    `${once(plan)}check 'every host tells its names' all_heard\n`,
  ];
}

/** Whether every other host of a network is a peer, so that the list of peers has them all. */
const isWhole = ({ mesh, member }: HostNetwork): boolean => member.linkCount === mesh.members.length - 1;

const membersPath = (network: HostNetwork): string =>
  isWhole(network) ? peersPath(network) : network.mesh.names.lists.peers.replace('peers', 'members');

/** As the list of peers, with nothing of the tunnels: where a host has a tunnel to some of the others alone. */
const memberList = (network: HostNetwork): PlannedFile =>
  textFile(
    membersPath(network),
    network.mesh.members
      .filter(({ name }) => name !== network.member.name)
      .map(({ bridge, name }) => `- - ${ipv4Text(bridge)} ${name}\n`)
      .join(''),
    [network.mesh.path, ['hosts']],
  );

/** systemd-resolved takes at most 256 domains of a link. */
const MOST_DOMAINS = 250;

/** What systemd-resolved asks us for besides the domain: what is below hosts' names, and look-ups by address. */
const routedDomains = (plan: HostPlan): string[] =>
  [...zonesOf(plan), ...plan.cluster.nodes.map(({ name }) => name)].slice(0, MOST_DOMAINS).map((zone) => `~${zone}`);

function networkdFile(plan: HostPlan, { domain, path }: Names): PlannedFile {
  const [{ mesh, member }] = plan.networks;
  const content = `[Network]
DNS=${ipv4Text(member.bridge)}
Domains=${[domain, ...routedDomains(plan)].join(' ')}
DNSDefaultRoute=no
`;
  return textFile(`/etc/systemd/network/${mesh.names.networkd}bridge.network.d/names.conf`, content, [path, ['hosts']]);
}

const zonesOf = ({ networks }: HostPlan): string[] =>
  networks.flatMap(({ mesh: { subnet, subnet6 } }) => [
    ...reverseZones(subnet),
    ...(subnet6 ? [reverseZone6(subnet6)] : []),
  ]);

/** Whom the resolver asks, and who cannot ask it: a host has its addresses on each of its devices, the underlay's too. */
function beforeResolver({ networks, os }: HostPlan): string {
  const addresses = networks.map(({ member }) => ipv4Text(member.bridge));
  const isNft = os.names?.filter === undefined;
  const listened = addresses.join(isNft ? ', ' : ' ');
  return upstream + (isNft ? shut : shutByIptables).replaceAll('@LISTENED@', listened);
}

/** dnsmasq(8): it answers from the directory of names, the rest goes to the name servers of the host. Nothing of ours is ever asked for outside: not below the domain or a host's name, no single word, no address. */
function dnsmasqSettings(plan: HostPlan, domain: string): string {
  const own = [domain, ...plan.cluster.nodes.map(({ name }) => name), ...zonesOf(plan)];
  const lines = [
    ...plan.networks.map(({ member }) => `listen-address=${ipv4Text(member.bridge)}`),
    'bind-dynamic',
    'no-hosts',
    'addn-hosts=/run/dnsmasq-meshinit/hosts',
    'pid-file=/run/dnsmasq-meshinit/pid',
    'resolv-file=/run/dnsmasq-meshinit/upstream',
    'localise-queries',
    'local=//',
    ...own.map((zone) => `local=/${zone}/`),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

function directorySettings(plan: HostPlan, domain: string): string {
  const [main] = plan.networks;
  const settings = {
    domain,
    host: plan.node.name,
    address: ipv4Text(main.member.bridge),
    port: DIRECTORY_PORT,
    // systemd-resolved is told so by resolvectl.
    link: plan.os.names?.networkd ? '' : main.mesh.names.bridge,
    zones: zonesOf(plan),
    // By Docker's names for them.
    networks: Object.fromEntries(
      plan.networks.map((network) => [
        network.mesh.docker,
        [membersPath(network), ipv4Text(network.member.bridge), ...before6(network)],
      ]),
    ),
  };
  return `${JSON.stringify(settings)}\n`;
}

/** What stands before an IPv4 address in the IPv6 one of the same host. */
const before6 = ({ mesh: { subnet6 } }: HostNetwork): string[] => (subnet6 ? [addressAt(subnet6, 0).text] : []);
