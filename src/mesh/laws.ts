import type { Law } from '../diagnostics/diagnostic.ts';
import { encryptionLaws } from './encryption-laws.ts';
import { hosts, whole } from './law-manifests.ts';
import { lockLaws } from './lock-laws.ts';
import { quorumLost } from './overlay-laws.ts';

/** MI05xx: the plan breaks a law, or the range that it draws from is empty. */
export const slicesExhausted = {
  code: 'MI0501',
  severity: 'error',
  title: 'The subnet needs a slice for every host.',
  explanation: 'Use a larger network.subnet, or smaller slices (a longer network.slice).',
  wrong: whole(`${hosts(4)}network: { subnet: 172.17.0.0/16, slice: /18 }\n`),
  right: whole(`${hosts(4)}network: { subnet: 172.17.0.0/16, slice: /19 }\n`),
} as const satisfies Law;

export const bridgesExhausted = {
  code: 'MI0502',
  severity: 'error',
  title: 'network.bridges needs an address for every host.',
  explanation: "The subnet's network and broadcast addresses cannot be used. Use a larger network.bridges.",
  wrong: whole(`${hosts(3)}network: { bridges: 172.17.42.0/31 }\n`),
  right: whole(`${hosts(3)}network: { bridges: 172.17.42.0/29 }\n`),
} as const satisfies Law;

export const mtuTooLarge = {
  code: 'MI0503',
  severity: 'error',
  title: 'network.mtu must not exceed what the narrowest link carries.',
  explanation:
    "The inner MTU is the smallest underlay MTU minus the tunnel's headers. Larger packets would be dropped silently, since tunnels do not fragment.",
  wrong: whole(`${hosts(2)}network: { mtu: 1500 }\n`),
  right: whole(`${hosts(2)}network: { mtu: 1400 }\n`),
} as const satisfies Law;

export const tooManyPorts = {
  code: 'MI0504',
  severity: 'error',
  title: 'A bridge has at most 255 ports under STP and 4,095 under RSTP.',
  explanation: "A BPDU's port number has 8 bits in 802.1D and 12 bits in 802.1w. Use fewer links, or split horizon.",
  wrong: whole(
    `hosts:\n${Array.from({ length: 257 }, (_, index) => `  h${index + 1}: { address: 10.0.${index >> 8}.${index & 255} }\n`).join('')}network: { subnet: 172.16.0.0/12, slice: /22, loops: stp }\n`,
  ),
  right: whole(`${hosts(3)}network: { loops: stp }\n`),
} as const satisfies Law;

export const tooManyLinks = {
  code: 'MI0506',
  severity: 'error',
  title: 'A mesh has at most two million links, and fifty million in layout routed.',
  explanation:
    'The first is a full mesh of 2,000 hosts. Each host would have a tunnel to every other and copy each broadcast to all of them. Use a sparser network.topology, such as {survive: 2}. In layout routed a link is some routes that follow from the hosts’ numbers: 10,000 hosts, with a provider that takes their documents (docs/scale.md). What makes a list of all links takes two million there too: plan --json, graph --format dot, diff, patch --all, status and apply.',
  wrong: whole(`${hosts(3)}network: { topology: full }\n`),
  right: whole(`${hosts(3)}network: { topology: { star: [host1] } }\n`),
} as const satisfies Law;

export const portTooLong = {
  code: 'MI0507',
  severity: 'error',
  title: "A port's name must fit into the kernel's 15 characters.",
  explanation:
    'A port of a further network has the name of the network and the number of the link. Numbers have five digits and more from host number 8,193 on: a network that such hosts are in has a name of at most nine characters.',
  wrong: whole(`${hosts(2)}networks: { backoffice: { subnet: 10.78.0.0/16 } }\n`),
  right: whole(`${hosts(2)}networks: { office: { subnet: 10.78.0.0/16 } }\n`),
} as const satisfies Law;

const chain = (count: number): string =>
  `links: [${Array.from({ length: count - 1 }, (_, index) => `[host${index + 1}, host${index + 2}]`).join(', ')}]`;

export const tooManyBridges = {
  code: 'MI0505',
  severity: 'error',
  title: 'Under STP and RSTP a path has at most 7 bridges, both ends included.',
  explanation:
    'The timers of 802.1D assume a diameter of 7; beyond that, frames can loop for a while when the tree changes. Add links that shorten the longest path, or use a full mesh.',
  wrong: whole(`${hosts(8)}network: { topology: { ${chain(8)} } }\n`),
  right: whole(`${hosts(7)}network: { topology: { ${chain(7)} } }\n`),
} as const satisfies Law;

export const longTree = {
  code: 'MI0551',
  severity: 'warning',
  title: 'A ring of more than 7 bridges exceeds the diameter of 802.1D.',
  explanation:
    'The spanning tree of a ring is a chain of all its hosts. It works, but changes take longer to settle. Add links across the ring, or use a full mesh.',
  wrong: whole(`${hosts(8)}network: { topology: ring }\n`),
  right: whole(`${hosts(7)}network: { topology: ring }\n`),
} as const satisfies Law;

const declared = (rest: string): string =>
  whole(`${hosts(2)}network: { docker: mesh }\ncontainers:\n  web: { image: 'nginx:1.27', hosts: host1${rest} }\n`);

export const containerOutside = {
  code: 'MI0518',
  severity: 'error',
  title: "A container's address must be a free one in the upper half of its host's slice.",
  explanation:
    "Each host's Docker gives addresses from the lower half of the slice to containers that are not declared. It knows nothing of other hosts: an address in another's slice would soon be there twice. `meshinit plan` shows the slices.",
  wrong: declared(', address: 172.17.2.200'),
  right: declared(', address: 172.17.1.200'),
} as const satisfies Law;

const crowded = (slice: string): string =>
  whole(
    `hosts:\n  host1: { address: 10.0.0.11, slice: ${slice} }\n  host2: { address: 10.0.0.12 }\nnetwork: { docker: mesh }\ncontainers:\n${['web', 'api', 'db'].map((name) => `  ${name}: { image: 'example/${name}:1', hosts: host1 }\n`).join('')}`,
  );

export const containersExhausted = {
  code: 'MI0519',
  severity: 'error',
  title: "The upper half of a host's slice needs an address for every container declared there.",
  explanation: 'Use larger slices: a shorter prefix in network.slice, or in hosts.<name>.slice.',
  wrong: crowded('172.17.2.0/30'),
  right: crowded('172.17.2.0/24'),
} as const satisfies Law;

export const autoSubnet6 = {
  code: 'MI0520',
  severity: 'error',
  title: 'Nothing may overlap the IPv6 network that the lock file keeps.',
  explanation:
    '`subnet6: auto` is chosen once, outside everything that the manifest names, and stays. What is named later has to keep out of it: a host in it would be sought among the containers.',
  wrong: whole(
    `${hosts(2)}network: { subnet6: auto }\nnetworks: { backend: { subnet: 10.78.0.0/16, subnet6: "fd98:21:7::/48" } }\n`,
  ),
  right: whole(
    `${hosts(2)}network: { subnet6: auto }\nnetworks: { backend: { subnet: 10.78.0.0/16, subnet6: "fd98:21:8::/48" } }\n`,
  ),
} as const satisfies Law;

export const subnet6Mtu = {
  code: 'MI0521',
  severity: 'error',
  title: 'IPv6 in the mesh needs an MTU of at least 1280 there.',
  explanation:
    'IPv6 does not work on links with a smaller MTU (RFC 8200): the kernel takes the addresses away. Use an underlay that carries more and say so with mtu, or a tunnel with smaller headers: GRE without a key adds the least.',
  wrong: whole(`${hosts(2)}network: { subnet6: auto, mtu: 1200 }\n`),
  right: whole(`${hosts(2)}network: { subnet6: auto, mtu: 1280 }\n`),
} as const satisfies Law;

/** Every law of this stage. */
export const meshLaws = [
  slicesExhausted,
  bridgesExhausted,
  mtuTooLarge,
  tooManyPorts,
  tooManyBridges,
  tooManyLinks,
  portTooLong,
  ...encryptionLaws,
  containerOutside,
  containersExhausted,
  autoSubnet6,
  subnet6Mtu,
  ...lockLaws,
  quorumLost,
  longTree,
] as const satisfies readonly Law[];
