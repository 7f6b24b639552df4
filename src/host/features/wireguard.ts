import { cidrText } from '../../addresses/cidr.ts';
import { isNamed } from '../../addresses/host-address.ts';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { placed, programPath } from '../../os/places.ts';
import { type HostPlan, hasMesh, origins } from '../host-plan.ts';
import type { HostWireguard, WireguardDevice, WireguardPeer } from '../host-wireguard.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import { carriesRoutes, carryingCheck, carryingScript } from '../parts/routed-wireguard.ts';
import script from '../scripts/wireguard.sh';
import check from '../scripts/wireguard-check.sh';
import fetchKey from '../scripts/wireguard-key.sh';
import { shellWord } from '../shell.ts';

const ORIGIN: ManifestPath = ['encryption'];

/** Where a command's key is kept: not among the files that a patch puts and takes. */
const FETCHED = '/var/lib/meshinit/wireguard.key';

const SERVICE = `[Unit]
Description=meshinit: WireGuard under the tunnels
# Before any network: no tunnel ever finds another way.
DefaultDependencies=no
After=local-fs.target
Before=network-pre.target
Wants=network-pre.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=@SBIN@/meshinit-wireguard
ExecReload=@SBIN@/meshinit-wireguard

[Install]
WantedBy=multi-user.target
`;

const FOLLOWER = `[Unit]
Description=meshinit: WireGuard follows names, newer keys and peers that start anew

[Service]
Type=oneshot
ExecStart=@SBIN@/meshinit-wireguard --follow
`;

const timer = (seconds: number): string => `[Unit]
Description=meshinit: WireGuard follows names, newer keys and peers, every ${seconds} s

[Timer]
OnActiveSec=${seconds}
OnUnitInactiveSec=${seconds}
AccuracySec=1

[Install]
WantedBy=timers.target
`;

/** Seconds between two looks: while keys change, both devices are there for as long as the slowest host needs. */
const NAMES_EVERY = 60;
const ROTATION_EVERY = 5;
/** Behind NAT. */
const PEERS_EVERY = 20;

/** WireGuard under the tunnels of every network: its devices stand before the network does, and the tunnels after that. */
export function wireguard(plan: HostPlan): Part[] {
  const { os } = plan;
  const own = plan.wireguard;
  if (!own) return [];
  const carries = carriesRoutes(plan);
  const isFollower = own.devices.some(({ peers }) => peers.some((peer) => isByName(peer) || peer.keepsAlive));
  return [
    {
      settings: settingsOf(plan, own),
      files: [
        scriptFile(programPath('wireguard', os), placed(carries ? carryingScript(script) : script, os), [ORIGIN]),
        textFile('/etc/systemd/system/meshinit-wireguard.service', placed(SERVICE, os), [ORIGIN]),
        ...own.devices.flatMap((device) => filesOf(plan, device)),
      ],
      tools: os.wireguard?.package === undefined ? [] : [os.wireguard.package],
      // Without a mesh the largest packet is the device's own.
      checks: [carries ? carryingCheck(check) : hasMesh(plan) ? check : check.replaceAll('MTU', 'WG_MTU')],
      ...stepsOf(plan, own),
    },
    ...(isFollower ? [follower(plan, own)] : []),
  ];
}

function follower({ os }: HostPlan, { devices }: HostWireguard): Part {
  const [first, ...newer] = devices;
  const isHidden = first.peers.some(({ keepsAlive }) => keepsAlive);
  const seconds = newer.length > 0 ? ROTATION_EVERY : isHidden ? PEERS_EVERY : NAMES_EVERY;
  return {
    files: [
      textFile('/etc/systemd/system/meshinit-wireguard-follow.service', placed(FOLLOWER, os), [ORIGIN]),
      textFile('/etc/systemd/system/meshinit-wireguard-follow.timer', timer(seconds), [ORIGIN]),
    ],
    steps: [
      {
        phase: 'firewall',
        does: 'follow names, newer keys and peers',
        run: 'enable_units meshinit-wireguard-follow.timer',
      },
    ],
  };
}

/** Of its networks: where they do not stand yet, nothing for them may go another way. */
const subnetsOf = ({ networks }: HostPlan): string[] =>
  networks
    .filter(({ layout }) => layout.isBuilt)
    .flatMap(({ mesh: { subnet, subnet6 } }) => [cidrText(subnet), ...(subnet6 ? [subnet6.text] : [])]);

function settingsOf(
  plan: HostPlan,
  { range, family, address, mtu, devices }: HostWireguard,
): NonNullable<Part['settings']> {
  const [{ key }] = devices;
  return {
    WG_RANGE: range,
    WG_SUBNETS: subnetsOf(plan).join(' '),
    WG_FAMILY: `-${family}`,
    WG_ADDRESS: address,
    WG_BITS: family === 4 ? 32 : 128,
    WG_MTU: mtu,
    WG_DEVICES: devices.map(({ name, port }) => `${name}:${port}`).join(' '),
    ...('text' in key ? {} : { WG_KEY_FILE: 'file' in key ? key.file : FETCHED }),
  };
}

function stepsOf({ os }: HostPlan, { devices: [{ key }] }: HostWireguard): Pick<Part, 'functions' | 'steps'> {
  const closed = {
    phase: 'begin',
    does: 'keep the mesh from leaving in clear text',
    run: `${programPath('wireguard', os)} --close`,
  } as const;
  const up = { phase: 'firewall', does: 'set up WireGuard', run: 'enable_units meshinit-wireguard' } as const;
  if (!('command' in key)) return { steps: [closed, up] };
  const words = [FETCHED, ...key.command].map(shellWord).join(' ');
  return {
    functions: [fetchKey],
    steps: [closed, { phase: 'firewall', does: 'fetch the WireGuard key', run: `fetch_key ${words}` }, up],
  };
}

function filesOf(plan: HostPlan, device: WireguardDevice): PlannedFile[] {
  const { name, port, key, peers } = device;
  const lines = peers.map((peer) =>
    [
      ...[peer.address, peer.publicKey, endpointOf(peer, port), peer.keepsAlive ? KEEP_ALIVE : 0, peer.name],
      ...(peer.blocks.length === 0 ? [] : [peer.blocks.join(',')]),
    ].join(' '),
  );
  const list = textFile(`/etc/meshinit/${name}.peers`, lines.map((line) => `${line}\n`).join(''), [
    ORIGIN,
    ...origins.peers(plan),
  ]);
  if (!('text' in key)) return [list];
  return [
    { path: `/etc/meshinit/${name}.key`, mode: 0o600, content: `${key.text}\n`, secret: true, origins: [ORIGIN] },
    list,
  ];
}

/** Seconds: routers forget a way over UDP after 30 at the earliest (wg(8)). */
const KEEP_ALIVE = 25;

function endpointOf({ endpoint }: WireguardPeer, port: number): string {
  if (endpoint === undefined) return '-';
  return endpoint.family === 6 && !isNamed(endpoint) ? `[${endpoint.text}]:${port}` : `${endpoint.text}:${port}`;
}

/** Whether a peer's endpoint is a DNS name. */
const isByName = ({ endpoint }: WireguardPeer): boolean => endpoint !== undefined && isNamed(endpoint);
