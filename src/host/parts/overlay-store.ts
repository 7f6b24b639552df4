import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Node } from '../../mesh/mesh.ts';
import type { PlannedOverlay } from '../../mesh/planned-overlay.ts';
import { placed, programPath } from '../../os/places.ts';
import { CLIENT_PORT, PEER_PORT } from '../../overlay/store.ts';
import { isAtLeast } from '../../versions.ts';
import { hasFurther } from '../further-networks.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import script from '../scripts/store.sh';
import check from '../scripts/store-check.sh';
import start from '../scripts/store-start.sh';
import { shellWord } from '../shell.ts';
import { STORE_CERTIFICATES } from './docker-changes.ts';

const ORIGIN: ManifestPath = ['overlay'];

/** Lists that the script reads: a store a line, by name and address; a network a line, by name, subnet and MTU. */
const [STORES, NETWORKS, SETTINGS] = [
  '/etc/meshinit/stores',
  '/etc/meshinit/overlay-networks',
  '/etc/meshinit/etcd.conf',
];

/** Where the package lets its own user write, whatever else guards the host. */
const HOME = '/var/lib/etcd';

/** As the docs of libnetwork's key-value store have it: Docker's API, which nobody asks there. */
const ADVERTISED_PORT = 2376;

/** From this version of etcd on the API that Docker speaks is asked for (etcd's changelog of 3.4). */
const V2_IS_ASKED_FOR = [3, 4] as const;

const SERVICE = `[Unit]
Description=meshinit: etcd, the store of Docker's overlay
Wants=network-online.target
After=network-online.target meshinit-firewall.service meshinit-wireguard.service
Before=docker.service

[Service]
ExecStart=@SBIN@/meshinit-store --run
ExecStop=@SBIN@/meshinit-store --leave
Restart=always
RestartSec=2
LimitNOFILE=65536

[Install]
WantedBy=multi-user.target
`;

/** Containers on an overlay network do not come up without its store, and Docker tries once. */
const DROP_IN = `[Unit]
After=meshinit-etcd.service

[Service]
ExecStartPre=@SBIN@/meshinit-store --wait
ExecStartPost=-@SBIN@/meshinit-store --again
# As long as it takes.
TimeoutStartSec=0
`;

/** etcd on some hosts, and each host's Docker with it as its key-value store (seed 003). */
export function storeParts(plan: HostPlan): Part[] {
  const { os, node, cluster } = plan;
  const { overlay } = cluster;
  if (!overlay || !os.etcd) return [];
  const isStore = overlay.seats.includes(node.name);
  const packages = [...new Set([...(isStore ? os.etcd.server : []), ...os.etcd.client])];
  const program = programPath('store', os);
  return [
    {
      settings: { OVERLAY_ADDRESS: addressOf(node) },
      files: [
        ...certificates(plan),
        textFile(STORES, storeLines(plan), [ORIGIN, ...storeOrigins(overlay)]),
        textFile(NETWORKS, networkLines(overlay), [ORIGIN]),
        scriptFile(program, placed(script, os), [ORIGIN]),
        textFile('/etc/systemd/system/docker.service.d/meshinit-store.conf', placed(DROP_IN, os), [ORIGIN]),
        ...(isStore ? [settings(plan), unit(plan)] : []),
      ],
      functions: isStore ? [placed(start, os)] : [],
      steps: [
        { phase: 'install', does: 'install etcd', run: `install_packages ${packages.join(' ')}` },
        ...(isStore ? storeSteps : []),
        { phase: 'networks', does: 'make the overlay networks', run: `${program} --networks` },
      ],
      // Once, not again for each network.
      checks: [placed(check, os), `${hasFurther(plan) ? '[ "$NETWORK" ] || ' : ''}check_store\n`],
    },
  ];
}

const storeSteps: NonNullable<Part['steps']> = [
  // Its package's own would hold the ports.
  { phase: 'begin', does: 'hold back the etcd of its package', run: 'systemctl mask etcd.service' },
  { phase: 'mesh', does: 'start the store', run: 'start_store' },
];

const unit = ({ os, node }: HostPlan): PlannedFile =>
  textFile('/etc/systemd/system/meshinit-etcd.service', placed(SERVICE, os), [ORIGIN, ['hosts', node.name]]);

/** Where its peers reach it: a rule has seen to it that there is one such address. */
function addressOf({ name, wireguard, source }: Node): string {
  const address = wireguard?.address ?? source;
  if (!address) throw new Error(`${name} has no single address`);
  return address.text;
}

const storesOf = ({ cluster: { nodes, overlay } }: HostPlan): Node[] =>
  nodes.filter(({ name }) => overlay?.seats.includes(name));

const storeOrigins = ({ seats }: PlannedOverlay): ManifestPath[] => seats.map((name) => ['hosts', name]);

const storeLines = (plan: HostPlan): string =>
  storesOf(plan)
    .map((store) => `${store.name} ${addressOf(store)}\n`)
    .join('');

const networkLines = ({ networks, mtu }: PlannedOverlay): string =>
  networks.map(({ name, subnet = '-' }) => `${name} ${subnet} ${mtu}\n`).join('');

function certificates(plan: HostPlan): PlannedFile[] {
  const { ca, cert, key } = plan.credential();
  const from = [ORIGIN, origins.host(plan)];
  return [
    textFile(`${STORE_CERTIFICATES}ca.pem`, ca, [ORIGIN]),
    textFile(`${STORE_CERTIFICATES}cert.pem`, cert, from),
    { path: `${STORE_CERTIFICATES}key.pem`, mode: 0o600, content: key, secret: true, origins: from },
  ];
}

/** etcd's own variables, which it reads beside those that the script finds out. */
function settings(plan: HostPlan): PlannedFile {
  const { os, node, cluster } = plan;
  const [peers, clients] = [PEER_PORT, CLIENT_PORT].map((port) => `https://${addressOf(node)}:${port}`);
  const own = `${HOME}/meshinit`;
  const tls = (prefix: string): [string, string | boolean][] => [
    [`${prefix}CERT_FILE`, `${STORE_CERTIFICATES}cert.pem`],
    [`${prefix}KEY_FILE`, `${own}.key`],
    [`${prefix}TRUSTED_CA_FILE`, `${STORE_CERTIFICATES}ca.pem`],
    [`${prefix}CLIENT_CERT_AUTH`, true],
  ];
  const values: [string, string | boolean | undefined][] = [
    ['NAME', node.name],
    ['DATA_DIR', own],
    ...(os.etcd && isAtLeast(os.etcd.version, V2_IS_ASKED_FOR) ? [['ENABLE_V2', true] as [string, boolean]] : []),
    ['INITIAL_CLUSTER_TOKEN', cluster.name],
    ['INITIAL_ADVERTISE_PEER_URLS', peers],
    ['LISTEN_PEER_URLS', peers],
    ['ADVERTISE_CLIENT_URLS', clients],
    ['LISTEN_CLIENT_URLS', clients],
    ...tls(''),
    ...tls('PEER_'),
  ];
  const lines = values.map(([name, value]) => `ETCD_${name}=${shellWord(String(value))}\n`);
  return textFile(SETTINGS, lines.join(''), [ORIGIN, origins.host(plan)]);
}

/** Docker's options for the store: the three of seed 003. */
export function storeOptions(plan: HostPlan): Record<string, string | Readonly<Record<string, string>>> {
  if (plan.cluster.overlay?.engine !== 'store') return {};
  const urls = storesOf(plan).map((store) => `${addressOf(store)}:${CLIENT_PORT}`);
  return {
    'cluster-store': `etcd://${urls.join(',')}`,
    'cluster-advertise': `${addressOf(plan.node)}:${ADVERTISED_PORT}`,
    'cluster-store-opts': {
      'kv.cacertfile': `${STORE_CERTIFICATES}ca.pem`,
      'kv.certfile': `${STORE_CERTIFICATES}cert.pem`,
      'kv.keyfile': `${STORE_CERTIFICATES}key.pem`,
    },
  };
}
