import { firewallFacts } from '../firewalls/firewalls.ts';
import type { HostConfig } from '../host/host-config.ts';
import type { HostPlan } from '../host/host-plan.ts';
import { COMPOSE_FILE, CONTAINER_LIST, dockerNeeds, NETWORK_LIST } from '../host/parts/docker-changes.ts';
import { DEFAULT_DOCKER } from '../manifest/network.ts';
import { valuesOf } from '../manifest/values.ts';
import { isRecord } from '../manifest/wording.ts';
import { readYaml } from '../manifest/yaml.ts';
import { isTrustShared } from '../mesh/authority.ts';
import { loopFacts } from '../mesh/loop-facts.ts';
import type { Mesh } from '../mesh/mesh.ts';
import type { PlannedOverlay } from '../mesh/planned-overlay.ts';
import { engineOf } from '../overlay/engines.ts';
import { announcedHosts } from './announced-hosts.ts';
import type { FileChange } from './file-changes.ts';
import type { LinkChange } from './link-changes.ts';
import { wireguardInterrupted } from './wireguard-interruptions.ts';

interface Change {
  readonly before: HostConfig;
  readonly after: HostConfig;
  readonly files: readonly FileChange[];
  readonly links: readonly LinkChange[];
}

/** Seconds without a container's answers while Docker is started again: no less than docs/tested.md measured. */
const DOCKER_AWAY = 3;

/** What Docker's own files ask of it. */
export const dockerInterrupted = (files: readonly FileChange[]): string | undefined =>
  ({
    nothing: undefined,
    reload: 'Docker reloads its options: containers keep running',
    restart: `Docker restarts with other options: containers stop for about ${DOCKER_AWAY} s, unless live-restore keeps them running`,
  })[dockerNeeds(files)];

/** Docker networks that are created again. */
export function dockerNetworksInterrupted(files: readonly FileChange[]): string[] {
  const list = files.find(({ path }) => path === NETWORK_LIST);
  if (!list) return [];
  const [was, is] = [list.before, list.after].map(
    (text) => new Map(text.split('\n').map((line) => [line.split(' ')[0] ?? '', line])),
  );
  return [...(was ?? [])]
    .filter(([name, line]) => is?.has(name) && is.get(name) !== line)
    .map(([name]) => `Docker network ${name} is created again: the patch is rolled back if containers are on it`);
}

/** Declared containers that a patch starts, replaces and removes: by the specs in the list. */
export function containersInterrupted(files: readonly FileChange[]): string[] {
  const list = files.find(({ path }) => path === CONTAINER_LIST);
  if (!list) return [];
  const [was, is] = [list.before, list.after].map(specsIn) as [Map<string, string>, Map<string, string>];
  return startedAnew(was, is, (name) => `container ${name}`);
}

/** What of a list starts, is replaced and is removed. */
const startedAnew = (
  was: ReadonlyMap<string, string>,
  is: ReadonlyMap<string, string>,
  called: (name: string) => string,
): string[] => [
  ...[...is.keys()].filter((name) => !was.has(name)).map((name) => `${called(name)} starts`),
  ...[...is]
    .filter(([name, form]) => (was.get(name) ?? form) !== form)
    .map(([name]) => `${called(name)} is replaced, and starts anew`),
  ...[...was.keys()].filter((name) => !is.has(name)).map((name) => `${called(name)} is removed`),
];

/** Of each container its spec; lines of further networks begin with a +. */
const specsIn = (list: string): Map<string, string> =>
  new Map(
    list.split('\n').flatMap((line): [string, string][] => {
      const [name = '', spec = ''] = line.split(' ');
      return name === '' || name === '+' ? [] : [[name, spec]];
    }),
  );

/** Services of Compose that a patch starts, replaces and removes. */
export function composeInterrupted(files: readonly FileChange[]): string[] {
  const file = files.find(({ path }) => path === COMPOSE_FILE);
  if (!file) return [];
  const [was, is] = [file.before, file.after].map(servicesIn) as [Map<string, string>, Map<string, string>];
  const [before, after] = [file.before, file.after].map(projectIn);
  if (before !== after && before !== undefined && after !== undefined) {
    return [`Compose project ${before} is removed, and ${after} starts`];
  }
  return startedAnew(was, is, (name) => `service ${name} of Compose`);
}

const projectIn = (text: string): string | undefined => /^# Compose project (.*)/.exec(text)?.[1];

function servicesIn(text: string): Map<string, string> {
  const { document } = readYaml(text);
  const value = document && valuesOf(document, text).value;
  const services = isRecord(value) ? value['services'] : undefined;
  return new Map(Object.entries(isRecord(services) ? services : {}).map(([name, one]) => [name, JSON.stringify(one)]));
}

/** @param isNamed whether Docker's network has a name: it is created again then, and no container runs meanwhile */
export function mtuInterrupted(before: number, after: number, isNamed: boolean): string | undefined {
  if (before === after) return undefined;
  const change = `the MTU changes from ${before} to ${after}`;
  return isNamed ? change : `${change}: running containers keep the old one until they are recreated`;
}

/** Of a further network its name is said, too: not all of its ports bear it. */
export const linksInterrupted = (links: readonly LinkChange[]): string | undefined =>
  links.length === 0
    ? undefined
    : links
        .map(
          ({ network, name, peer, change }) =>
            `link ${name}${network === undefined ? '' : ` of ${network}`} to ${peer} ${change}`,
        )
        .join(', ');

export const networkAdded = (name: string): string => `network ${name} is added`;

export const networkRemoved = (name: string): string =>
  `network ${name} is removed: the patch refuses while containers are on it`;

/** A network that a host has before and after. */
interface NetworkChange {
  readonly before: Mesh;
  readonly after: Mesh;
  readonly links: readonly LinkChange[];
}

/** What changes in one network, a sentence for each thing that does. */
const networkEffects: readonly ((change: NetworkChange) => string | undefined)[] = [
  ({ before, after }) => mtuInterrupted(before.mtu.value, after.mtu.value, after.docker !== DEFAULT_DOCKER),
  ({ before: { tunnel: was, vlan }, after: { tunnel: is } }) =>
    vlan !== undefined || (was.kind === is.kind && was.key === is.key && was.port === is.port)
      ? undefined
      : 'every tunnel is recreated: traffic to a peer stops until the peer is patched, too',
  ({ before, after }) =>
    before.vlan === after.vlan
      ? undefined
      : `the VLAN tag changes from ${before.vlan} to ${after.vlan}: traffic to a peer stops until the peer is patched, too`,
  ({ before: { subnet6: was }, after: { subnet6: is } }) => {
    if (was?.text === is?.text) return undefined;
    if (!was) return `containers get IPv6 of ${is?.text} when they are started again`;
    if (!is) return `containers lose IPv6; the host’s own addresses of ${was.text} stay until its next boot`;
    return `IPv6 moves from ${was.text} to ${is.text}: hosts that are not patched yet do not answer by it`;
  },
  ({ before, after }) =>
    before.loops.kind === after.loops.kind
      ? undefined
      : `loop protection changes from ${before.loops.kind} to ${after.loops.kind}: change all hosts together`,
  ({ after, links }) => {
    const { title, healsIn } = loopFacts(after.loops.kind);
    return links.length === 0 || healsIn === 0
      ? undefined
      : `${title} rebuilds its tree: hosts may lose each other for up to ${healsIn} s`;
  },
];

/** What bringing a running host to its new plan interrupts, a sentence for each thing that does. */
const effects: readonly ((change: Change) => readonly string[] | string | undefined)[] = [
  ({ files }) => dockerInterrupted(files),
  ({ files }) => dockerNetworksInterrupted(files),
  ({ before, after }) => wireguardInterrupted(before.files, after.files),
  ({ files }) => containersInterrupted(files),
  ({ files }) => composeInterrupted(files),
  ({ before, after, links }) =>
    before.plan.networks.flatMap(({ mesh }, place) => {
      const is = after.plan.networks.find((network) => network.mesh.name === mesh.name);
      if (!is) return [networkRemoved(mesh.name)];
      const network = place === 0 ? undefined : mesh.name;
      const of = network === undefined ? '' : `network ${network}: `;
      const own = links.filter((link) => link.network === network);
      return networkEffects
        .flatMap((effect) => effect({ before: mesh, after: is.mesh, links: own }) ?? [])
        .map((said) => of + said);
    }),
  ({ before, after }) =>
    after.plan.networks
      .filter(({ mesh }) => before.plan.networks.every((network) => network.mesh.name !== mesh.name))
      .map(({ mesh }) => networkAdded(mesh.name)),
  ({ before, after }) => overlayInterrupted(before.plan, after.plan),
  ({ links }) => linksInterrupted(links),
  ({ before, after, files, links }) => announcedHosts(before, after, files, links),
  ({ before, after }) =>
    before.plan.keptServices.length > 0 &&
    after.plan.keptServices.length === 0 &&
    !firewallFacts(after.plan.firewall).forgets
      ? 'containers stay kept from the metadata service: rebuild the host to lift that'
      : undefined,
];

/** What becomes of a host in Docker's own overlay, and of the overlay's networks. */
function overlayInterrupted(before: HostPlan, after: HostPlan): string[] {
  const [was, is] = [before.cluster.overlay, after.cluster.overlay];
  if (!is) return [];
  const { seat, title } = engineOf(is.engine);
  if (!was) return [`it joins the overlay: ${title}`];
  const [had, has] = [was.seats.includes(before.node.name), is.seats.includes(after.node.name)];
  return [
    ...authorityInterrupted(was, is),
    ...(had === has ? [] : [has ? `it becomes a ${seat}` : `it is no ${seat} any more`]),
    ...is.networks.flatMap((network) => {
      const old = was.networks.find(({ name }) => name === network.name);
      if (!old) return [`overlay network ${network.name} is made`];
      return was.mtu === is.mtu && JSON.stringify(old) === JSON.stringify(network)
        ? []
        : [`overlay network ${network.name} is made anew: ${engineOf(is.engine).ofUsed}`];
    }),
    ...was.networks
      .filter(({ name }) => is.networks.every((network) => network.name !== name))
      .map(({ name }) => `overlay network ${name} is removed, once nobody uses it`),
  ];
}

/** What becomes of the authority that its certificates are of. */
function authorityInterrupted({ authorities: was }: PlannedOverlay, { authorities: is }: PlannedOverlay): string[] {
  if (!isTrustShared(was, is)) {
    return [
      "the authority of the overlay's certificates changes at once: hosts do not know a peer until it is patched, too; meshinit apply patches all hosts at once",
    ];
  }
  const [from, to] = [was.at(-1), is.at(-1)];
  if (from?.generation !== to?.generation) {
    return [
      "certificates of a new authority come, beside the former one's: the overlay's hosts go on trusting each other",
    ];
  }
  return was.length > is.length ? ["the former authority of the overlay's certificates goes"] : [];
}

export function interruptions(
  before: HostConfig,
  after: HostConfig,
  files: readonly FileChange[],
  links: readonly LinkChange[],
): string[] {
  return effects.flatMap((effect) => effect({ before, after, files, links }) ?? []);
}
