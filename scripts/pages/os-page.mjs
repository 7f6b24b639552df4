import { code, codes, fence, generated, table, version } from './markdown.mjs';

/** `docs/os.md`. */
export function osPage(facts) {
  const { oses, osIds, stackIdsOf, firewallIdsOf, dockerSourcesOf, dataplaneIdsOf } = facts;
  const inOrder = osIds.flatMap((id) => oses.filter((os) => os.id === id));
  return [
    generated('`src/os/`'),
    '# Operating systems',
    'Set the id as `defaults.os` or `hosts.<name>.os`; hosts of one cluster may differ.\n',
    fence(
      'yaml',
      'meshinit: 1\ndefaults: { os: debian-12 }\nhosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: 10.0.0.12, os: centos-7 }\nallow: { MI0652: host2 is retired in spring }\n',
    ),
    table(
      [
        '`os`',
        'Security updates',
        'Kernel',
        'cloud-init',
        'Open vSwitch',
        '`network.dataplane`',
        '`network.stack`',
        '`firewall`',
        '`docker.from`',
      ],
      inOrder.map((os) => [
        code(os.id),
        updates(os),
        version(os.kernel),
        os.cloudInit ?? 'none: Ignition',
        os.openvswitch?.version ?? 'none',
        codes(dataplaneIdsOf(os)),
        codes(stackIdsOf(os)),
        firewallIdsOf(os)
          .map((id) => firewallText(id, facts.namedFirewallIds))
          .join(', '),
        codes(dockerSourcesOf(os)),
      ]),
    ),
    'The first dataplane, stack, firewall and source of Docker of a row are the defaults. Versions are those of the image and its archive; ' +
      'where images differ, the oldest. A tunnel kind that a kernel does not carry is a warning over IPv4 ' +
      '([MI0651](errors.md#mi0651)) and an error over IPv6 ([MI0605](errors.md#mi0605)).\n',
    'Docker’s own packages (`docker.from: docker-ce`) come from a repository whose signing key’s fingerprint is pinned: a ' +
      'host refuses another. Their version is pinned as on any such system, for example with apt by a file of ' +
      '`cloud_config.write_files` under `/etc/apt/preferences.d/`.\n',
    table(
      ['`network.stack`', 'Keeps the mesh’s devices by', 'Follows hosts with DNS names'],
      facts.stacks.map((stack) => [code(stack.stack), stack.title, followers(stack, facts)]),
    ),
    table(
      ['`firewall`', 'Keeps strangers from the tunnels by', 'Follows hosts with DNS names'],
      facts.firewalls.map(({ firewall, title, followsNames }) => [
        firewallText(firewall, facts.namedFirewallIds),
        title,
        followsNames ? 'yes' : 'no',
      ]),
    ),
    ...inOrder.map((os) => section(os, facts)),
  ].join('\n');
}

function updates({ supportEnded, supportEnds }) {
  if (supportEnded !== undefined) return `ended ${supportEnded}`;
  return supportEnds === undefined ? 'yes' : `until ${supportEnds}`;
}

function section(os, facts) {
  return [
    `## ${os.id}`,
    `${os.title}${os.supportEnded === undefined ? '' : `. Its free security updates ended on ${os.supportEnded}: a warning ([MI0652](errors.md#mi0652))`}.\n`,
    [
      `- The cloud image’s network: ${os.image.network}. Its firewall: ${os.image.firewall}.`,
      openvswitch(os),
      ...dockerText(os),
      `- Document: ${codes(os.formats)}.`,
      ...(os.openvswitch ? [`- Loop protection with this Open vSwitch: ${loops(os, facts)}.`] : []),
      `- Tunnels: ${tunnels(os, facts)}.`,
      `- BGP EVPN ([evpn.md](evpn.md)): ${os.frr ? `FRR, package ${code(os.frr.package)}` : 'no package of FRR'}.`,
      '',
    ].join('\n'),
    sentences('What it cannot do:', os.cannot),
    cannot(os),
    `Sources: ${os.sources.join('; ')}.\n`,
    sentences('Unconfirmed:', os.unconfirmed),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

const openvswitch = ({ openvswitch: has }) =>
  has
    ? `- Open vSwitch ${has.version}: package ${code(has.package)} of ${has.repositoryTitle ?? 'the distribution'}, service ${code(has.service)}; \`ovs.from\` takes ${codes(has.from)}.`
    : '- No Open vSwitch: the kernel’s own VXLAN carries the mesh.';

/** Whether a stack follows DNS names, and on which of its systems it does not. */
function followers({ stack, followsNames }, { oses, stackIdsOf }) {
  const except = oses.filter((os) => os.followsNames === false && stackIdsOf(os).includes(stack)).map(({ id }) => id);
  if (!followsNames) return 'no';
  return except.length === 0 ? 'yes' : `yes, except on ${codes(except)}`;
}

/** What no manifest names is what `auto` means where there is nothing newer. */
const firewallText = (id, named) => (named.includes(id) ? code(id) : `\`auto\` (${id})`);

const sentences = (head, list) =>
  list === undefined ? '' : `${head}\n\n${list.map((line) => `- ${line.replace(/\.$/, '')}.\n`).join('')}`;

function dockerText(os) {
  const sources = Object.entries(os.docker.from).map(([from, { packages, repositoryTitle }]) =>
    packages.length === 0
      ? `${code(from)} (the image has it)`
      : `${code(from)} (${codes(packages)}${repositoryTitle === undefined ? '' : ` from ${repositoryTitle}`})`,
  );
  return [
    `- Docker: \`docker.from\` takes ${sources.join(', ')}; service ${code(os.docker.service)}.`,
    `- Docker’s options: ${dockerOptions(os)}.`,
    `- Compose: ${composeText(os)}.`,
  ];
}

function composeText({ docker, runsNoContainers }) {
  const from = Object.entries(docker.from).flatMap(([id, { compose }]) =>
    compose?.package === undefined
      ? []
      : [
          `${code(compose.package)} (version ${compose.version.join('.').replace('.0', '')}) where Docker comes from ${code(id)}`,
        ],
  );
  return from.length === 0 || runsNoContainers !== undefined ? 'none' : from.join(', ');
}

function dockerOptions({ docker }) {
  const where =
    docker.options === 'flags'
      ? 'each key of `docker.daemon` becomes a flag in `DOCKER_OPTS`, so a value cannot hold white space or what a shell would expand'
      : '`docker.daemon` goes into `/etc/docker/daemon.json`';
  const taken = Object.entries(docker.from)
    .filter(([, { packages, takenKeys }]) => takenKeys && packages.length > 0)
    .map(
      ([from, { takenKeys }]) =>
        `; the service of ${code(from)} passes ${codes(takenKeys)} itself, so they are refused`,
    )
    .join('');
  const iptables = docker.iptables === false ? '; Docker is kept from iptables, which the firewall’s daemon owns' : '';
  return where + taken + iptables;
}

function loops(os, { loopProtections, isAtLeast, versionNumbers }) {
  const has = versionNumbers(os.openvswitch.version);
  const known = loopProtections.filter(({ since }) => isAtLeast(has, since));
  return codes(known.map(({ kind }) => kind));
}

/** Which kinds this kernel carries, by the underlay's family. */
function tunnels(os, { tunnels: kinds, isAtLeast }) {
  const over = (family) =>
    kinds.filter(
      ({ kind, kernel, protocol }) =>
        protocol !== undefined &&
        (isAtLeast(os.kernel, kernel[family]) || (family === 4 && os.backports?.includes(kind))),
    );
  const list = (found) => (found.length === 0 ? 'none' : codes(found.map(({ kind }) => kind)));
  return `over IPv4 ${list(over(4))}; over IPv6 ${list(over(6))}`;
}

function cannot({ cloudInitLacks }) {
  const lacks = Object.entries(cloudInitLacks ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (lacks.length === 0) return '';
  return [
    'What `cloud_config` cannot use there ([MI0703](errors.md#mi0703)):\n',
    lacks.map(([key, advice]) => `- ${code(key)}: ${advice}.\n`).join(''),
  ].join('\n');
}
