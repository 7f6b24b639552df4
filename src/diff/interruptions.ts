import { firewallFacts } from '../firewalls/firewalls.ts';
import type { HostConfig } from '../host/host-config.ts';
import { dockerNeeds } from '../host/parts/docker-changes.ts';
import { loopFacts } from '../mesh/loop-facts.ts';
import type { FileChange } from './file-changes.ts';
import type { LinkChange } from './link-changes.ts';

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

export const mtuInterrupted = (before: number, after: number): string | undefined =>
  before === after
    ? undefined
    : `the MTU changes from ${before} to ${after}: running containers keep the old one until they are recreated`;

export const linksInterrupted = (links: readonly LinkChange[]): string | undefined =>
  links.length === 0
    ? undefined
    : links.map(({ name, peer, change }) => `link ${name} to ${peer} ${change}`).join(', ');

/** What bringing a running host to its new plan interrupts, a sentence for each thing that does. */
const effects: readonly ((change: Change) => string | undefined)[] = [
  ({ files }) => dockerInterrupted(files),
  ({ before, after }) => mtuInterrupted(before.plan.networks[0].mesh.mtu.value, after.plan.networks[0].mesh.mtu.value),
  ({ before, after }) => {
    const [was, is] = [before, after].map(({ plan }) => plan.networks[0].mesh.tunnel);
    return was?.kind === is?.kind && was?.key === is?.key && was?.port === is?.port
      ? undefined
      : 'every tunnel is recreated: traffic to a peer stops until the peer is patched, too';
  },
  ({ before, after }) =>
    (before.plan.wireguard === undefined) === (after.plan.wireguard === undefined)
      ? undefined
      : `every tunnel moves ${after.plan.wireguard ? 'into' : 'out of'} WireGuard: traffic to a peer stops until the peer is patched, too`,
  ({ before, after }) =>
    before.plan.networks[0].mesh.loops.kind === after.plan.networks[0].mesh.loops.kind
      ? undefined
      : `loop protection changes from ${before.plan.networks[0].mesh.loops.kind} to ${after.plan.networks[0].mesh.loops.kind}: change all hosts together`,
  ({ after, links }) => {
    const { title, healsIn } = loopFacts(after.plan.networks[0].mesh.loops.kind);
    return links.length === 0 || healsIn === 0
      ? undefined
      : `${title} rebuilds its tree: hosts may lose each other for up to ${healsIn} s`;
  },
  ({ links }) => linksInterrupted(links),
  ({ before, after }) =>
    before.plan.keptServices.length > 0 &&
    after.plan.keptServices.length === 0 &&
    !firewallFacts(after.plan.firewall).forgets
      ? 'containers stay kept from the metadata service: rebuild the host to lift that'
      : undefined,
];

export function interruptions(
  before: HostConfig,
  after: HostConfig,
  files: readonly FileChange[],
  links: readonly LinkChange[],
): string[] {
  return effects.flatMap((effect) => effect({ before, after, files, links }) ?? []);
}
