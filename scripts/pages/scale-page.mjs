import { generated, table, thousands } from './markdown.mjs';

const SIZES = [3, 7, 10, 30, 50, 100, 300];
const MORE_SIZES = [1000, 2000, 10_000];
const ROUTED = { topology: 'full', layout: 'routed' };
const WIREGUARD = { ...ROUTED, rest: 'encryption: wireguard\n' };
/** Of the layout `shared`, and of the one where no broadcast leaves a host, which goes on; with larger documents than EC2 takes elsewhere. */
const TOPOLOGIES = [
  { name: 'layout `routed`', ...ROUTED, sizes: [...SIZES, ...MORE_SIZES] },
  { name: 'layout `routed`, on Azure', ...ROUTED, provider: 'azure', sizes: [10_000] },
  {
    name: 'layout `routed`, `tunnel: none`',
    topology: 'full',
    layout: 'routed, tunnel: none',
    sizes: [...SIZES, 1000, 2000],
  },
  { name: 'layout `routed`, WireGuard', ...WIREGUARD },
  { name: 'layout `routed`, WireGuard, on Google Cloud', ...WIREGUARD, provider: 'gcp', sizes: [300, 1000] },
  { name: 'layout `routed`, WireGuard, on a seed disk', ...WIREGUARD, provider: 'nocloud', sizes: [2000, 10_000] },
  {
    name: '`full`, BGP EVPN',
    topology: 'full, control: { evpn: { reflectors: [host1, host2] } }',
    sizes: [...SIZES, 1000, 2000],
  },
  { name: '`full`', topology: 'full' },
  { name: '`{survive: 2}`', topology: '{ survive: 2 }' },
  { name: '`{survive: 1}`', topology: '{ survive: 1 }' },
  { name: '`ring`', topology: 'ring' },
  { name: '`{star: [host1]}`', topology: '{ star: [host1] }' },
];
/** Containers on each host, for the tables of addresses. */
const CONTAINERS = 20;

const manifest = (hosts, { topology, layout = 'shared', rest = '', provider = 'aws' }) =>
  `meshinit: 1\ndefaults: { os: debian-12, provider: ${provider} }\nnetwork: { layout: ${layout}, subnet: 10.0.0.0/8, slice: /24, topology: ${topology} }\nhosts:\n${Array.from(
    { length: hosts },
    (_, index) => `  host${index + 1}: { address: 172.16.${Math.floor(index / 250)}.${(index % 250) + 1} }\n`,
  ).join('')}${rest}`;

/** How many copies of a broadcast leave one host, and all hosts together. */
function copies({ loops, members }) {
  if (loops.kind === 'none') return [0, 0];
  const others = members.length - 1;
  // Each host that hears it under split horizon passes it to none; a tree has one link fewer than hosts.
  return loops.kind === 'split-horizon' ? [others, others] : [Math.min(others, most(members)), others];
}

const most = (members) => Math.max(...members.map(({ linkCount }) => linkCount));

function row(hosts, { name, ...asked }, compile) {
  const text = manifest(hosts, asked);
  const { cluster, documents, diagnostics } = compile(text, { hosts: ['host1'], isTrial: true });
  if (!cluster) {
    const [{ message }] = diagnostics.filter(({ severity }) => severity === 'error');
    return [thousands(hosts), name, `cannot be: ${message}`, '', '', '', '', ''];
  }
  const [mesh] = cluster.networks;
  const [perHost, all] = copies(mesh);
  return [
    thousands(hosts),
    name,
    mesh.loops.kind,
    thousands(mesh.linkCount),
    thousands(most(mesh.members)),
    `${thousands(perHost)} / ${thousands(all)}`,
    // Of a routed mesh a host has its own containers', and each peer's one.
    thousands(mesh.layout === 'routed' ? CONTAINERS + hosts : hosts * (CONTAINERS + 1)),
    thousands(documents[0].bytes),
  ];
}

const ENCRYPTED_PROVIDERS = ['aws', 'generic', 'hetzner', 'digitalocean'];
/** Beyond these nobody needs to know. */
const ENOUGH_PEERS = 2000;
/** Of layout `routed`, where all hosts have links: as many again need four times the memory. */
const ENOUGH_ROUTED = 400;
const ROUTED_PROVIDERS = ['aws', 'generic'];

/**
 * A host that has links to all others, as each has in a full mesh; those among the others change nothing of its document.
 * Stand-ins take the place of keys: they are as long, and need no mathematics.
 */
function documentOf(peers, provider, compileWithKeys, isRouted) {
  const network = isRouted ? WIREGUARD : { ...WIREGUARD, topology: '{ star: [host1] }', layout: 'shared' };
  const text = manifest(peers + 1, { ...network, provider });
  const { cluster, documents } = compileWithKeys(text, { hosts: ['host1'], isTrial: true });
  return cluster && documents[0];
}

function mostPeersRow(provider, compileWithKeys, isRouted = false) {
  const enough = isRouted ? ENOUGH_ROUTED : ENOUGH_PEERS;
  let [fits, fails] = [1, enough];
  while (fails - fits > 1) {
    const middle = Math.floor((fits + fails) / 2);
    if (documentOf(middle, provider, compileWithKeys, isRouted)) fits = middle;
    else fails = middle;
  }
  const { limit } = documentOf(fits, provider, compileWithKeys, isRouted);
  const name = isRouted ? `${provider}, layout \`routed\`` : provider;
  return [name, thousands(limit), fails === enough ? `more than ${thousands(fits)}` : thousands(fits)];
}

/** The longest and shortest that hosts were apart, of a loop protection, after a host's death. */
function failOver({ figures }, kind) {
  const found = figures.filter(
    ({ subject, what }) => subject.split(/[ ,]+/).includes(kind) && what.includes('after the death'),
  );
  const times = found.map((figure) => figure.seconds);
  if (times.length === 0) return 'not measured';
  const [least, longest] = [Math.min(...times), Math.max(...times)];
  return least === longest ? `${least.toFixed(1)} s` : `${least.toFixed(1)} to ${longest.toFixed(1)} s`;
}

/**
 * `docs/scale.md`.
 * @param tested what the lanes kept in test/tested.json
 * @param containers bench/containers.json
 * @param routes bench/routes.json
 */
export function scalePage({ compile, compileWithKeys, loopProtections }, tested, containers, routes) {
  return [
    generated('the planner, `test/tested.json`, `bench/containers.json` and `bench/routes.json`'),
    '# What growth costs',
    INTRODUCTION,
    table(
      [
        'Hosts',
        'Topology',
        'Loop protection',
        'Tunnels',
        'Most at one host',
        'Copies of a broadcast, by one host / by all',
        `MAC addresses, ${CONTAINERS} containers a host`,
        'Document of `host1`, bytes',
      ],
      [...SIZES, ...MORE_SIZES].flatMap((hosts) =>
        TOPOLOGIES.filter(({ sizes = SIZES }) => sizes.includes(hosts)).map((each) =>
          row(hosts, each, each.rest ? compileWithKeys : compile),
        ),
      ),
    ),
    routesIntroduction(routes),
    table(
      ['Hosts', '`compile --host`, CPU', 'peak', '`check` of all documents, CPU', 'peak'],
      routes.planner.map(plannerRow),
    ),
    kernelIntroduction(routes),
    table(
      [
        'Peers',
        'Batch files, bytes',
        '`ip`',
        '`bridge`',
        'Memory of the kernel',
        '`meshinit-mesh`, at first / again',
        'with BGP EVPN',
      ],
      routes.rows.map(kernelRow),
    ),
    '## With encryption',
    ENCRYPTION,
    table(
      ['Provider', 'Limit, bytes', 'Most peers of a host with `encryption: wireguard`'],
      [
        ...ENCRYPTED_PROVIDERS.map((provider) => mostPeersRow(provider, compileWithKeys)),
        ...ROUTED_PROVIDERS.map((provider) => mostPeersRow(provider, compileWithKeys, true)),
      ],
    ),
    '## Containers and names',
    containersIntroduction(containers),
    table(
      ['What', 'Takes, s'],
      [
        [`\`meshinit compile\` of ${containers.containers} containers on one host`, containers.compile.toFixed(2)],
        [
          `\`meshinit-containers\`, where all ${containers.containers} run as declared`,
          containers.reconcile.toFixed(2),
        ],
        [
          `the part of \`meshinit-check\` that looks at ${containers.containers} containers`,
          containers.check.toFixed(2),
        ],
        [
          `writing the names of ${thousands(containers.containers * containers.hosts)} containers`,
          containers.write.toFixed(2),
        ],
        ['until dnsmasq answers from what was written', containers.reload.toFixed(2)],
      ],
    ),
    '## When a host dies',
    'How long two other hosts cannot reach each other, as measured by the test lanes ([tested.md](tested.md)):\n',
    table(
      ['Loop protection', 'Apart', 'Most ports of a switch', 'Bridges across'],
      loopProtections.map(({ kind, title, ports }) => [
        title,
        failOver(tested, kind),
        ports === undefined ? 'as many as Open vSwitch has' : thousands(ports),
        kind === 'split-horizon' ? '2: every peer is next to every other' : 'at most 7',
      ]),
    ),
    LIMITS,
  ].join('\n');
}

const INTRODUCTION = `One mesh is one Ethernet segment, unless its layout is \`routed\`: every broadcast reaches every host. These are the planner's own numbers, for Debian hosts on
Amazon EC2 with 16,384 bytes of user-data. With split horizon, the host that sends a broadcast copies it to every peer, and
no peer forwards it. In a spanning tree, each host forwards it; the tree has one link fewer than there are hosts.
`;

const routesIntroduction = ({ cores, load }) => `## What many hosts take of the planner and of the kernel
The planner takes 10,000 hosts in layout \`routed\` and a full mesh of 2,000 in one segment, which are 50,000,000 and 2,000,000 links. What
lists every link ends at 2,000,000: \`plan --json\`, \`graph --format dot\`, \`diff\`, \`patch --all\`, \`status\` and \`apply\` (\`patch HOST\` does
not). A document of one among 10,000 has 30 to 42 kB where addresses count up, without encryption: more than providers of 16 or 32 KiB
take. Measured with \`node bench/routes.mjs\` on ${cores} cores, at a load of ${load}, with documents for Azure:
`;

const kernelIntroduction = ({
  kernel,
  runs,
}) => `Tables of one host in layout \`routed\` in a network namespace (kernel ${kernel}, medians of ${runs}): \`meshinit-mesh\` fills them by one run of \`ip -batch\`
and one of \`bridge -batch\`, a route, a permanent neighbour and a forwarding entry for each peer, and then looks whether each peer has
them. With BGP EVPN the static part is one entry a peer, which a process each sets and
three processes look at: most of that time. FRR adds one for each address that is announced (a reflector
took 49 MB for 20,000 of them).
`;

function plannerRow({ hosts, compile, check }) {
  const cell = ({ cpu, peak }) => [`${cpu.toFixed(1)} s`, `${peak} MiB`];
  return [thousands(hosts), ...cell(compile), ...cell(check)];
}

function kernelRow({ hosts, routed, evpn }) {
  const { bytes, ip, bridge, memory, mesh, again } = routed;
  const time = (seconds) => `${seconds.toFixed(seconds < 1 ? 2 : 1)} s`;
  return [
    thousands(hosts - 1),
    thousands(bytes),
    time(ip),
    time(bridge),
    `${(memory / 1e6).toFixed(1)} MB`,
    `${time(mesh)} / ${time(again)}`,
    evpn ? `${time(evpn.mesh)} / ${time(evpn.again)}` : 'the planner takes 2,000 hosts',
  ];
}

const ENCRYPTION = `Public keys do not compress: 32 bytes of each peer stay 32 bytes, and 43 where the document is text. So a full mesh
with [encryption](encryption.md) ends where one without does not. Beyond it, use fewer links (\`topology: {survive: 2}\`) or a
provider that takes more. As compiled, for Debian hosts with nothing of the user's own in their documents:
`;

const containersIntroduction = ({
  containers,
  hosts,
  load,
  bytes,
}) => `[Declared containers](containers.md) and [names](names.md) grow with their numbers, not with the square of them: a host looks at all
its containers at once, and writes all names at once, at most four times a second. Medians of five, at a load of ${load} on two
cores, for ${containers} containers a host and ${hosts} hosts, whose names are ${thousands(Math.round(bytes / 1000))} kB:
`;

const LIMITS = `## Where it ends

| What | Where | Then |
|---|---|---|
| Broadcasts | about 50 hosts: a warning ([MI0654](errors.md#mi0654)). Every container that looks up another one asks all hosts; with split horizon the sender's uplink carries a copy for each peer | \`layout: routed\`, which has none ([routed.md](routed.md)); where containers need one segment [BGP EVPN](evpn.md), by which other frames go to one host alone; or split the cluster, and give a service its peers' addresses instead of searching |
| A full mesh's tunnels | n − 1 at each host. Open vSwitch looks a tunnel up by its key and address, so they cost memory and boot time, but no time per packet | \`topology: {survive: 2}\`, or \`auto\`, which uses it beyond 50 hosts |
| MAC addresses | 8,192 in an Open vSwitch by default (\`other_config:mac-table-size\`), forgotten after 300 s: beyond 390 hosts of ${CONTAINERS} containers a switch forgets addresses that are in use, and floods frames for them | fewer containers per segment |
| Spanning trees | 7 bridges across, the design limit of the default timers; 255 ports with STP, 4,095 with RSTP | the planner refuses it |
| User-data | if the readable lists no longer fit, a script on the host writes the lists of peers: 1,000 hosts in a full mesh fit 16,384 bytes ([performance.md](performance.md)), without [encryption](#with-encryption) | a provider that accepts more, or fewer links |
| Interruptions | a spanning tree that loses its root is rebuilt, and all traffic waits for that: seconds with RSTP, most of a minute with STP | split horizon, if every host supports it |

## What comes after

A static Ethernet segment is the right tool for a handful to a few dozen hosts that see each other as neighbours: nothing
runs in the background, and no controller has to be up. If containers come and go by the hundred, if hosts are added every hour, or if you do
not want a single broadcast domain, the next step is \`layout: routed\` ([routed.md](routed.md)): a subnet per host, and static routes. Where hosts come and go
by themselves, it is \`network.control: {evpn: …}\` ([evpn.md](evpn.md)), which lets a new host in before the others are patched, a controller
that distributes routes (Calico, Cilium), or an orchestrator's own network.
`;
