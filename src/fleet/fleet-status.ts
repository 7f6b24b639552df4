import { layoutOf } from '../layouts/layouts.ts';
import { membershipIn } from '../mesh/membership-in.ts';
import type { Cluster, Membership, Mesh } from '../mesh/mesh.ts';
import { adviceFor } from './advice.ts';
import type { Contact } from './contact.ts';
import { type Check, type HostAnswer, peerKey } from './host-answer.ts';
import { type LinkStatus, linkFaults, linkStatuses, peerOfCheck } from './link-status.ts';

/** Whether a host's files are those of its manifest. */
export interface DocumentStatus {
  readonly state: 'current' | 'differs' | 'unknown';
  /** The commit whose manifest it has, where that is found; `''` else. */
  readonly commit: string;
  /** Paths of what differs. */
  readonly files: readonly string[];
}

/** One host, as seen. What nobody could see is null, so that JSON has every key. */
export interface HostStatus {
  readonly name: string;
  readonly reachable: boolean;
  readonly ready: boolean | null;
  /** Whether `meshinit-check` finds its own part of the mesh well: all but what its peers answer. */
  readonly mesh: boolean | null;
  /** Of all its networks. */
  readonly peers: { readonly up: number; readonly all: number } | null;
  readonly mtu: number | null;
  /** Docker's version or `down`; null where it has none. */
  readonly docker: string | null;
  readonly containers: number | null;
  readonly document: DocumentStatus;
  readonly faults: readonly Fault[];
}

export interface Fault {
  readonly message: string;
  /** What to look at, or ''. */
  readonly hint: string;
}

export interface FleetStatus {
  readonly cluster: string;
  /** Whether nothing fails. A host that has an older manifest's document does not fail. */
  readonly ok: boolean;
  readonly hosts: readonly HostStatus[];
  readonly links: readonly LinkStatus[];
  /** What no single host is to blame for: its links. */
  readonly faults: readonly Fault[];
}

/** What a manifest asks of a host, as far as a look at it tells. */
export interface Expected {
  /** Whether its document installs Docker. */
  readonly hasDocker: boolean;
  /** Its name, and its former one. */
  readonly names: readonly string[];
}

/**
 * What hosts say of themselves and of each other, crossed.
 * @param contacts by the names of the hosts that were asked
 */
export function fleetStatus(
  cluster: Cluster,
  contacts: ReadonlyMap<string, Contact>,
  expected: (host: string) => Expected,
  documentOf: (host: string, answer: HostAnswer) => DocumentStatus,
): FleetStatus {
  const [mesh] = cluster.networks;
  const asked = mesh.members.filter(({ name }) => contacts.has(name));
  const hosts = asked.map((host) => {
    const { answer, fault } = contacts.get(host.name) ?? { fault: 'it was not asked' };
    return hostStatus(host, cluster, answer, fault, expected(host.name), documentOf);
  });
  const answers = new Map<string, HostAnswer>();
  for (const { name } of hosts.filter(({ peers }) => peers !== null)) {
    const answer = contacts.get(name)?.answer;
    if (answer) answers.set(name, answer);
  }
  const links = linkStatuses(cluster, answers, new Set(contacts.keys()));
  const faults = linkFaults(links).map((message) => ({ message, hint: adviceForLink }));
  const ok = faults.length === 0 && hosts.every((host) => host.faults.length === 0);
  return { cluster: cluster.name, ok, hosts, links, faults };
}

const adviceForLink = adviceFor('x answers 1 bytes unfragmented at y');

function hostStatus(
  { name }: Membership,
  cluster: Cluster,
  answer: HostAnswer | undefined,
  fault: string,
  expected: Expected,
  documentOf: (host: string, answer: HostAnswer) => DocumentStatus,
): HostStatus {
  const unknown = { state: 'unknown', commit: '', files: [] } as const;
  const seen = {
    ...{ name, reachable: answer !== undefined, ready: null, mesh: null, peers: null, mtu: null },
    ...{ docker: null, containers: null, document: unknown },
  };
  if (!answer) return { ...seen, faults: [{ message: fault, hint: '' }] };
  const stranger = strangerFault(answer, cluster, expected);
  if (stranger) return { ...seen, ready: false, faults: [stranger] };
  const own = answer.checks.filter((check) => peerOfCheck(check) === undefined);
  const peers = peersOf(name, cluster);
  const working = answer.checks.filter(({ isOk }) => isOk);
  const isUp = new Set(working.map(peerOfCheck));
  return {
    ...seen,
    ready: answer.isReady && answer.status === 'ready',
    mesh: own.length > 0 && own.every(({ isOk }) => isOk),
    peers: { up: peers.filter((peer) => isUp.has(peer)).length, all: peers.length },
    mtu: answer.mtu ?? null,
    docker: answer.docker ?? null,
    containers: answer.containers ?? null,
    document: documentOf(name, answer),
    faults: hostFaults(answer, own, cluster.networks[0], expected),
  };
}

/** The keys of a host's peers in all networks. */
const peersOf = (host: string, { networks }: Cluster): string[] =>
  networks.flatMap((mesh, place) => {
    const links = (layoutOf(mesh.layout).isBuilt && membershipIn(mesh, host)?.links) || [];
    return links.map(({ peer }) => peerKey(place === 0 ? undefined : mesh.name, peer.name));
  });

/** Why an answer is not of the host that was asked, if so. */
function strangerFault({ cluster, host }: HostAnswer, { name }: Cluster, { names }: Expected): Fault | undefined {
  if (cluster === undefined) {
    return {
      message: 'it is not in a mesh yet',
      hint: 'boot it with its document, or look at cloud-init status --long',
    };
  }
  if (cluster === name && names.includes(host)) return undefined;
  return { message: `it answers as ${host} of cluster ${cluster}`, hint: 'hosts.NAME.ssh leads to another host' };
}

function hostFaults(answer: HostAnswer, own: readonly Check[], mesh: Mesh, { hasDocker }: Expected): Fault[] {
  const { status, isReady, mtu, docker, isWhole, hasPatch } = answer;
  const setup = 'journalctl -b -u meshinit-setup';
  return [
    ...(isReady && status === 'ready'
      ? []
      : [{ message: `not ready: ${status || 'no status yet'}`, hint: adviceFor(status) || setup }]),
    ...(isWhole ? [] : [{ message: 'its check did not finish', hint: 'sudo meshinit-check on the host' }]),
    ...(isWhole && own.length === 0 ? [{ message: 'meshinit-check said nothing', hint: setup }] : []),
    ...(hasPatch
      ? [
          {
            message: 'a patch waits there to be confirmed or rolled back',
            hint: 'docs/patch.md, When the mesh is lost',
          },
        ]
      : []),
    ...(mtu === undefined || mtu === mesh.mtu.value
      ? []
      : [{ message: `its bridge has MTU ${mtu}, not ${mesh.mtu.value}`, hint: 'meshinit apply' }]),
    ...(docker === 'down' || (docker === undefined && hasDocker)
      ? [{ message: `Docker is ${docker ?? 'not installed'}`, hint: adviceFor('Docker ') }]
      : []),
    ...own.filter(({ isOk }) => !isOk).map(({ what }) => ({ message: `FAIL  ${what}`, hint: adviceFor(what) })),
  ];
}
