import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Node } from '../../mesh/mesh.ts';
import { overlayAddress } from '../../mesh/overlay.ts';
import type { PlannedOverlay } from '../../mesh/planned-overlay.ts';
import { placed, programPath } from '../../os/places.ts';
import { CLIENT_PORT, PEER_PORT } from '../../overlay/store.ts';
import { isAtLeast } from '../../versions.ts';
import { once } from '../further-networks.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import gossip from '../scripts/gossip.sh';
import script from '../scripts/store.sh';
import check from '../scripts/store-check.sh';
import start from '../scripts/store-start.sh';
import { shellWord } from '../shell.ts';
import { STORE_CERTIFICATES } from './docker-changes.ts';
import { credentialFiles, OVERLAY_NETWORKS, OVERLAY_ORIGIN } from './overlay-files.ts';

/** Read by the script: a store a line, by name and address. */
const STORES = '/etc/meshinit/stores';
const SETTINGS = '/etc/meshinit/etcd.conf';

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
# It leaves only when the others let it go.
TimeoutStopSec=120

[Install]
WantedBy=multi-user.target
`;

/** It goes on while Docker is started again. */
const GOSSIP = `[Unit]
Description=meshinit: keeps the gossip of Docker's overlay whole
After=docker.service

[Service]
ExecStart=@SBIN@/meshinit-gossip --keep
Restart=always
RestartSec=2

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
  // Its script speaks TLS with openssl.
  const packages = [...new Set([...(isStore ? os.etcd.server : []), ...os.etcd.client, 'openssl'])];
  const program = programPath('store', os);
  return [
    {
      settings: { OVERLAY_ADDRESS: overlayAddress(node).text },
      files: [
        ...credentialFiles(plan, 'store'),
        textFile(STORES, storeLines(plan), [OVERLAY_ORIGIN, ...storeOrigins(overlay)]),
        textFile(OVERLAY_NETWORKS, networkLines(overlay), [OVERLAY_ORIGIN]),
        scriptFile(program, placed(script, os), [OVERLAY_ORIGIN]),
        scriptFile(programPath('gossip', os), placed(gossip, os), [OVERLAY_ORIGIN]),
        textFile('/etc/systemd/system/meshinit-gossip.service', placed(GOSSIP, os), [OVERLAY_ORIGIN]),
        textFile('/etc/systemd/system/docker.service.d/meshinit-store.conf', placed(DROP_IN, os), [OVERLAY_ORIGIN]),
        ...(isStore ? [settings(plan), unit(plan)] : []),
      ],
      functions: isStore ? [placed(start, os)] : [],
      steps: [
        { phase: 'install', does: 'install etcd', run: `install_packages ${packages.join(' ')}` },
        ...(isStore ? storeSteps : []),
        { phase: 'networks', does: 'keep the gossip whole', run: 'enable_units meshinit-gossip.service' },
        { phase: 'networks', does: 'make the overlay networks', run: `${program} --networks` },
      ],
      checks: [placed(check, os), `${once(plan)}check_store\n`],
    },
  ];
}

const storeSteps: NonNullable<Part['steps']> = [
  // Its package's own would hold the ports.
  { phase: 'begin', does: 'hold back the etcd of its package', run: 'systemctl mask etcd.service' },
  { phase: 'mesh', does: 'start the store', run: 'start_store' },
];

const unit = ({ os, node }: HostPlan): PlannedFile =>
  textFile('/etc/systemd/system/meshinit-etcd.service', placed(SERVICE, os), [OVERLAY_ORIGIN, ['hosts', node.name]]);

const storesOf = ({ cluster: { nodes, overlay } }: HostPlan): Node[] =>
  nodes.filter(({ name }) => overlay?.seats.includes(name));

const storeOrigins = ({ seats }: PlannedOverlay): ManifestPath[] => seats.map((name) => ['hosts', name]);

const storeLines = (plan: HostPlan): string =>
  storesOf(plan)
    .map((store) => `${store.name} ${overlayAddress(store).text}\n`)
    .join('');

/** A network a line: name, subnet, MTU. */
const networkLines = ({ networks, mtu }: PlannedOverlay): string =>
  networks.map(({ name, subnet = '-' }) => `${name} ${subnet} ${mtu}\n`).join('');

/** etcd's own variables, which it reads beside those that the script finds out. */
function settings(plan: HostPlan): PlannedFile {
  const { os, node, cluster } = plan;
  const [peers, clients] = [PEER_PORT, CLIENT_PORT].map((port) => `https://${overlayAddress(node).text}:${port}`);
  const own = `${HOME}/meshinit`;
  const tls = (prefix: string): [string, string | boolean][] => [
    [`${prefix}CERT_FILE`, `${STORE_CERTIFICATES}/cert.pem`],
    [`${prefix}KEY_FILE`, `${own}.key`],
    [`${prefix}TRUSTED_CA_FILE`, `${STORE_CERTIFICATES}/ca.pem`],
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
  return textFile(SETTINGS, lines.join(''), [OVERLAY_ORIGIN, origins.host(plan)]);
}

/** Docker's options for the store: the three of seed 003. */
export function storeOptions(plan: HostPlan): Record<string, string | Readonly<Record<string, string>>> {
  if (plan.cluster.overlay?.engine !== 'store') return {};
  const urls = storesOf(plan).map((store) => `${overlayAddress(store).text}:${CLIENT_PORT}`);
  return {
    'cluster-store': `etcd://${urls.join(',')}`,
    'cluster-advertise': `${overlayAddress(plan.node).text}:${ADVERTISED_PORT}`,
    'cluster-store-opts': {
      'kv.cacertfile': `${STORE_CERTIFICATES}/ca.pem`,
      'kv.certfile': `${STORE_CERTIFICATES}/cert.pem`,
      'kv.keyfile': `${STORE_CERTIFICATES}/key.pem`,
    },
  };
}
