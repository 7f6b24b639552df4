import { ipv4Text } from '../addresses/address.ts';
import { cidrText } from '../addresses/cidr.ts';
import { isUniqueLocal } from '../addresses/ipv6-block.ts';
import { counted } from '../counted.ts';
import { layoutOf } from '../layouts/layouts.ts';
import { eachLink } from '../mesh/link-members.ts';
import type { Cluster, Membership, Mesh } from '../mesh/mesh.ts';
import { mtuArithmetic } from '../mesh/mtu.ts';
import { overlayOpenings } from '../mesh/overlay.ts';
import { meshAddress6, slice6 } from '../mesh/subnet6.ts';
import { wireguardPort } from '../mesh/wireguard-port.ts';
import { engineOf } from '../overlay/engines.ts';
import { type DocumentSize, reportedContainer, reportedService } from '../plan-report.ts';
import { type OpeningWords, openingIn } from '../tunnels/opening.ts';
import { tunnelOf } from '../tunnels/tunnels.ts';
import { survivalRows } from './survival-rows.ts';

/** More links than this are summed up: nobody reads half a million lines. */
const MOST_LINKS = 60;

const WORDS: OpeningWords = {
  udp: (port) => `UDP port ${port}`,
  tcp: (port) => `TCP port ${port}`,
  gre: 'IP protocol 47 (GRE)',
  esp: 'IP protocol 50 (ESP)',
};

/** Cells of a table, by columns that have names. */
export interface Rows {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The plan for people, however its tables are drawn. */
export interface PlanRows extends NetworkRows {
  /** Those of the main network are above. */
  readonly further: readonly (NetworkRows & { readonly name: string })[];
  /** Declared containers and services of Compose files, after all networks. */
  readonly containers: Rows;
}

interface NetworkRows {
  /** A name and what is to be said of it; one without a name goes on with the one before. */
  readonly facts: readonly (readonly string[])[];
  readonly hosts: Rows;
  readonly links: Rows;
  /** Links that are in no row. */
  readonly moreLinks: number;
}

export function planRows(cluster: Cluster, documents: readonly DocumentSize[]): PlanRows {
  const [mesh, ...further] = cluster.networks;
  return {
    facts: facts(cluster),
    hosts: hostRows(cluster, documents),
    ...linkRows(mesh),
    further: further.map((mesh) => ({
      name: mesh.name,
      facts: furtherFacts(mesh),
      hosts: { head: ['host', ...MESH_HEAD], rows: mesh.members.map((member) => [member.name, ...placeOf(member)]) },
      ...linkRows(mesh),
    })),
    containers: containerRows(cluster),
  };
}

/** Of those that have links of their own. */
function linkRows(mesh: Mesh): Pick<NetworkRows, 'links' | 'moreLinks'> {
  const rows: string[][] = [];
  const count = isBuilt(mesh) && mesh.vlan === undefined ? mesh.linkCount : 0;
  const shown = Math.min(count, MOST_LINKS);
  for (const { name, hosts } of eachLink(mesh.members)) {
    if (rows.length === shown) break;
    rows.push([name, ...hosts]);
  }
  return { links: { head: ['link', 'between', 'and'], rows }, moreLinks: count - shown };
}

function facts(cluster: Cluster): string[][] {
  const { name, nodes, networks } = cluster;
  const [mesh, ...further] = networks;
  const names = [mesh, ...further].map((network) => network.name).join(', ');
  if (!isBuilt(mesh)) {
    return [
      ['cluster', `${name}, ${counted(nodes.length, 'host')}, no network of meshinit's`],
      ...encryptionFacts(cluster),
      ...overlayFacts(cluster),
    ];
  }
  return [
    ['cluster', `${name}, ${counted(nodes.length, 'host')}, layout ${mesh.layout}`],
    ...(further.length === 0 ? [] : [['networks', names]]),
    ['network', ranges(mesh)],
    ...ipv6Facts(mesh),
    ...(mesh.docker === DEFAULT_NETWORK ? [] : [['Docker', dockerNetwork(mesh)]]),
    ...tunnelFacts(mesh),
    ...controlFacts(cluster),
    ...encryptionFacts(cluster),
    ...namesFacts(cluster),
    ...mtuFacts(mesh),
    ['firewall', `${openTo(mesh)}${inWireguard(mesh)}; ${masquerading(mesh)}`],
    ...overlayFacts(cluster),
  ];
}

const isBuilt = ({ layout }: Mesh): boolean => layoutOf(layout).isBuilt;

/** Docker's own overlay: what its hosts agree on, its networks, what is open for it. */
function overlayFacts({ overlay, networks: [{ tunnel }] }: Cluster): string[][] {
  if (!overlay) return [];
  const { title, seatsKey, seat } = engineOf(overlay.engine);
  const { seats, networks, dataPathPort, addressPool, mtu } = overlay;
  const pool = addressPool ? `, subnets from ${cidrText(addressPool)}` : '';
  const openings = (host: string): string =>
    overlayOpenings(overlay, host)
      .map((opening) => openingIn(WORDS, opening))
      .join(', ');
  const within = tunnel.encryptedOver === undefined ? '' : ', inside WireGuard';
  return [
    ['overlay', `${title}, ${seatsKey} ${seats.join(', ')}${pool}`],
    ['', `VXLAN on UDP port ${dataPathPort}, in packets of at most ${mtu} bytes`],
    ...networks.map(({ name, subnet, encrypted, attachable }) => [
      '',
      [
        `network ${name}`,
        subnet ?? 'Docker chooses its subnet',
        ...(encrypted ? ['encrypted'] : []),
        ...(attachable ? [] : ['for services alone']),
      ].join(', '),
    ]),
    ['', `open on a ${seat}: ${openings(seats[0] ?? '')} from peers only${within}`],
  ];
}

const inWireguard = ({ openings, tunnel }: Mesh): string =>
  openings.length === 0 || tunnel.encryptedOver === undefined ? '' : ', inside WireGuard';

/** Even generations of keys have the first port, odd ones the next; while keys change both are there. */
function encryptionFacts({ encryption, networks: [mesh] }: Cluster): string[][] {
  if (!encryption) return [];
  const { generations, range } = encryption;
  const ports = generations.map((generation) => wireguardPort(encryption, generation)).join(' and ');
  const rotation = generations.length > 1 ? '; keys are being rotated' : '';
  return [
    [
      'encrypted',
      `WireGuard over IPv${mesh.tunnel.encryptedOver}, addresses from ${range}, UDP port ${ports} from peers only${rotation}`,
    ],
  ];
}

/** What the mesh does without it, too, is said, since nobody wants to depend on two hosts. */
function controlFacts({ control }: Cluster): string[][] {
  if (!control) return [];
  const { as, reflectors, range } = control;
  const newcomers = range ? `; new hosts in ${cidrText(range)} are let in before the others are patched` : '';
  return [
    [
      'control',
      `BGP EVPN by FRR, AS ${as}, route reflectors ${reflectors.join(', ')}; floods while none answers${newcomers}`,
    ],
  ];
}

function namesFacts({ domain, nodes: [node] }: Cluster): string[][] {
  return domain === undefined || !node
    ? []
    : [['names', `below ${domain}: ${node.name}, CONTAINER, CONTAINER.${node.name}, with and without it`]];
}

function furtherFacts(mesh: Mesh): string[][] {
  return [
    [mesh.name, `${ranges(mesh)}, layout ${mesh.layout}`],
    ...ipv6Facts(mesh),
    ['Docker', dockerNetwork(mesh)],
    ...(mesh.vlan === undefined ? tunnelFacts(mesh) : [['VLAN', `${mesh.vlan} in the links of the main network`]]),
    ...mtuFacts(mesh),
    ['firewall', mesh.vlan === undefined ? `${openTo(mesh)}; ${masquerading(mesh)}` : masquerading(mesh)],
  ];
}

/** Docker's own network, which needs no word. */
const DEFAULT_NETWORK = 'bridge';

const ranges = (mesh: Mesh): string =>
  `${cidrText(mesh.subnet)}, slices of /${mesh.slicePrefix}, mesh addresses from ${cidrText(mesh.bridges)}`;

/** An example is the shortest way to say how one family's addresses are made of the other's. */
function ipv6Facts({ subnet6, members: [first], masquerade }: Mesh): string[][] {
  if (!subnet6 || !first) return [];
  const bridge = meshAddress6(subnet6, first.bridge).text;
  const nat = masquerade && isUniqueLocal(subnet6) ? 'NAT66' : 'no NAT66';
  return [
    [
      'IPv6',
      `${subnet6.text}, ${nat}; of ${first.name}: mesh address ${bridge}, containers in ${slice6(subnet6, first.slice)}`,
    ],
  ];
}

const dockerNetwork = ({ docker, names, internal }: Mesh): string =>
  `network ${docker} on ${names.bridge}${internal ? ', internal: no gateway' : ''}`;

function tunnelFacts(mesh: Mesh): string[][] {
  const { tunnel, loops } = mesh;
  const details = [
    ...(tunnel.key === undefined ? [] : [`key ${tunnel.key}`]),
    ...(tunnel.port === undefined ? [] : [`UDP port ${tunnel.port}`]),
  ];
  const { title } = tunnelOf(tunnel.kind);
  return [
    ['tunnels', `${title} over IPv${tunnel.family}${details.length > 0 ? `, ${details.join(', ')}` : ''}`],
    ...survivalRows(mesh),
    ['loops', `${loops.kind}: ${loops.why}`],
  ];
}

/** What limits the MTU in the manifest stands where the network does. */
function mtuFacts({ mtu, path }: Mesh): string[][] {
  const limit = mtu.value < mtu.computed ? `; ${mtu.value} set by ${path.join('.')}.mtu` : '';
  return [
    ['MTU', `${mtuArithmetic(mtu)}; narrowest: ${mtu.narrowest}${limit}`],
    ['', ['underlay', ...mtu.headers.map((header) => header.name)].join(' − ')],
  ];
}

const openTo = ({ openings }: Mesh): string =>
  openings.length === 0
    ? 'no opening of its own'
    : `${openings.map((opening) => openingIn(WORDS, opening)).join(', ')} from peers only`;

const masquerading = ({ masquerade }: Mesh): string =>
  masquerade ? 'masquerades traffic that leaves the cluster' : 'no masquerading';

function containerRows({ containers, services, networks }: Cluster): Rows {
  const inNetwork = (name: string): string[] => (networks.filter(isBuilt).length === 1 ? [] : [name]);
  return {
    head: ['container', 'on', 'image', 'address'],
    rows: [
      ...containers
        .map(reportedContainer)
        .map(({ name: container, host, image, networks: own }) => [
          ...[container, host, image],
          own
            .map(({ name, address, address6 }) =>
              [...inNetwork(name), address, ...(address6 === null ? [] : [address6])].join(' '),
            )
            .join(', '),
        ]),
      ...services
        .map(reportedService)
        .map(({ name: service, host, image, networks: own }) => [
          ...[`${service} (Compose)`, host, image ?? 'made there'],
          own.map(({ name, address }) => [...inNetwork(name), address ?? 'from Docker'].join(' ')).join(', '),
        ]),
    ],
  };
}

const MESH_HEAD = ['slice', 'mesh address', 'links'];

const placeOf = ({ slice, bridge, linkCount }: Membership): string[] => [
  cidrText(slice),
  ipv4Text(bridge),
  String(linkCount),
];

function hostRows({ networks: [mesh] }: Cluster, documents: readonly DocumentSize[]): Rows {
  const isMesh = isBuilt(mesh);
  const hasSites = new Set(mesh.members.map(({ node }) => node.site)).size > 1;
  const members = new Map(mesh.members.map((member) => [member.name, member]));
  return {
    head: ['host', 'system', ...(hasSites ? ['site'] : []), 'underlay', ...(isMesh ? MESH_HEAD : []), 'document'],
    rows: documents.flatMap(({ host, os, bytes, limit, packing }) => {
      const member = members.get(host);
      if (!member) return [];
      const { site, address } = member.node;
      return [
        [
          host,
          os,
          ...(hasSites ? [site ?? '–'] : []),
          address.text,
          ...(isMesh ? placeOf(member) : []),
          `${bytes} of ${limit} (${packing})`,
        ],
      ];
    }),
  };
}
