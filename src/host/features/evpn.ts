import { cidrText } from '../../addresses/cidr.ts';
import { isPublic } from '../../addresses/special-ranges.ts';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { hasSites } from '../../manifest/underlays.ts';
import { byPeer } from '../../mesh/by-peer.ts';
import { isReflector, sessionsOf } from '../../mesh/control.ts';
import type { Control } from '../../mesh/mesh.ts';
import { placed, programPath } from '../../os/places.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import script from '../scripts/evpn.sh';
import check from '../scripts/evpn-check.sh';

const ORIGIN: ManifestPath = ['network', 'control'];
const CONF = '/etc/meshinit/frr.conf';

const service = (devices: readonly string[]): string => `[Unit]
Description=meshinit: BGP EVPN by FRR
# Without it the mesh works, too: it floods.
After=meshinit-firewall.service meshinit-mesh.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=@SBIN@/meshinit-evpn
ExecReload=@SBIN@/meshinit-evpn
ExecStop=@SBIN@/meshinit-evpn --stop ${devices.join(' ')}

[Install]
WantedBy=multi-user.target
`;

/** Debian's unit allows 1,024 open files: a reflector has one for each host. */
const LIMITS = `[Service]
LimitNOFILE=65536
`;

/** Only what EVPN takes, each to be spoken to from the host itself. zebra's buffer is the packages' own. */
const DAEMONS = `bgpd=yes
bfdd=yes
vtysh_enable=yes
zebra_options="  -A 127.0.0.1 -s 90000000"
bgpd_options="   -A 127.0.0.1"
staticd_options="-A 127.0.0.1"
bfdd_options="   -A 127.0.0.1"
`;

/** Hosts announce to each other which address is where, by FRR: its package, one static configuration, and its checks. */
export function evpn(plan: HostPlan): Part[] {
  const { cluster, os } = plan;
  const { control } = cluster;
  if (!control) return [];
  if (!os.frr) throw new Error(`${os.id} has no FRR`);
  return [
    {
      settings: {
        EVPN_REFLECTORS: control.reflectors.join(' '),
      },
      files: filesOf(plan, control),
      foldings: isReflector(control, plan.node.name) ? [{ paths: [CONF], script: () => folded(plan, control) }] : [],
      tools: [os.frr.package],
      steps: [{ phase: 'mesh', does: 'announce addresses by BGP', run: 'enable_units meshinit-evpn' }],
      checks: [check],
    },
  ];
}

const filesOf = (plan: HostPlan, control: Control): PlannedFile[] => [
  scriptFile(programPath('evpn', plan.os), placed(script, plan.os), [ORIGIN]),
  textFile(
    '/etc/systemd/system/meshinit-evpn.service',
    placed(service(plan.networks.map(({ mesh }) => mesh.names.tunnel)), plan.os),
    [ORIGIN],
  ),
  textFile('/etc/systemd/system/frr.service.d/meshinit.conf', LIMITS, [ORIGIN]),
  textFile('/etc/meshinit/frr.daemons', DAEMONS, [ORIGIN]),
  textFile(CONF, configuration(plan, control, neighboursOf(plan, control)), [ORIGIN, ...originsOf(plan, control)]),
];

/** Its peers' addresses are a reflector's; another has the reflectors' alone. */
const originsOf = (plan: HostPlan, control: Control): readonly ManifestPath[] =>
  isReflector(control, plan.node.name)
    ? origins.peers(plan)
    : sessionsOf(control, plan.networks[0].member).map(({ remote }) => remote.path);

const NEIGHBOUR = 'peer-group mesh\n';

/** In the order of the list of peers, which a loop over that keeps. */
const neighboursOf = ({ networks: [{ member }] }: HostPlan, control: Control): string =>
  byPeer(sessionsOf(control, member))
    .map(({ remote }) => ` neighbor ${remote.address.text} ${NEIGHBOUR}`)
    .join('');

const folded = (plan: HostPlan, control: Control): string =>
  `write_file ${CONF} <<END\n${configuration(plan, control, `$(awk '{ print " neighbor", $2, "peer-group mesh" }' ${plan.networks[0].mesh.names.lists.peers})\n`)}END\n`;

/** More hosts than this, and a reflector's BFD and BGP take three times as long to see that one is gone. */
const MANY = 100;

/** So many routers may be between two hosts of a private network: what comes from further is no peer's (RFC 5082). */
const MOST_ROUTERS = 4;

/** @param neighbours lines, a host each */
function configuration(plan: HostPlan, control: Control, neighbours: string): string {
  const { cluster, node, networks } = plan;
  const [{ mesh }] = networks;
  const isMany = mesh.members.length > MANY;
  const isCentre = isReflector(control, node.name);
  const lines = [
    'frr defaults traditional',
    `hostname ${node.name}`,
    'log syslog informational',
    'service integrated-vtysh-config',
    ...(isMany ? BFD_OF_MANY : []),
    `router bgp ${control.as}`,
    ` bgp router-id ${node.source?.text}`,
    ' no bgp default ipv4-unicast',
    ` timers bgp ${isMany ? '10 30' : '3 9'}`,
    ' neighbor mesh peer-group',
    ` neighbor mesh remote-as ${control.as}`,
    ' neighbor mesh timers connect 5',
    ' neighbor mesh bfd',
    ...(isMany ? [' neighbor mesh bfd profile mesh'] : []),
    ...(isNear(plan) ? [` neighbor mesh ttl-security hops ${MOST_ROUTERS}`] : []),
  ];
  const listening =
    isCentre && control.range
      ? [` bgp listen limit ${LISTEN_LIMIT}`, ` bgp listen range ${cidrText(control.range)} peer-group mesh`]
      : [];
  const family = [
    ' address-family l2vpn evpn',
    '  neighbor mesh activate',
    ...(isCentre ? ['  neighbor mesh route-reflector-client'] : []),
    '  advertise-all-vni',
    '  flooding disable',
    '  advertise-svi-ip',
    ' exit-address-family',
    'exit',
  ];
  const text = (part: readonly string[]): string => part.map((line) => `${line}\n`).join('');
  return `! Made by meshinit for ${cluster.name}: another frr.conf takes its place.\n${text(lines)}${neighbours}${text([...listening, ...family])}`;
}

/** FRR's largest. */
const LISTEN_LIMIT = 5000;

/** BFD is on by 3 times 300 ms otherwise. */
const BFD_OF_MANY = ['bfd', ' profile mesh', '  receive-interval 1000', '  transmit-interval 1000', ' exit', 'exit'];

/** Whether all hosts are in one private network, and not authenticated anyway. */
const isNear = ({ cluster, manifest }: HostPlan): boolean =>
  !cluster.encryption && !hasSites(manifest.hosts) && cluster.nodes.every(({ inside }) => !isPublic(inside.address));
