import type { HostConfig } from '../host/host-config.ts';
import { dockerNeeds } from '../host/parts/docker-changes.ts';
import { loopFacts } from '../mesh/loop-facts.ts';
import type { FileChange } from './host-change.ts';
import type { LinkChange } from './link-changes.ts';

interface Change {
  readonly before: HostConfig;
  readonly after: HostConfig;
  readonly files: readonly FileChange[];
  readonly links: readonly LinkChange[];
}

/** Seconds without a container's answers while Docker is started again: no less than docs/tested.md measured. */
const DOCKER_AWAY = 3;

/** What bringing a running host to its new plan interrupts, a sentence for each thing that does. */
const effects: readonly ((change: Change) => string | undefined)[] = [
  ({ files }) =>
    ({
      nothing: undefined,
      reload: 'Docker reads its options again: containers go on',
      restart: `Docker is started again with other options: containers stop for ${DOCKER_AWAY} s or so, unless live-restore keeps them`,
    })[dockerNeeds(files)],
  ({ before, after }) =>
    before.plan.mesh.mtu.value === after.plan.mesh.mtu.value
      ? undefined
      : `MTU ${before.plan.mesh.mtu.value} becomes ${after.plan.mesh.mtu.value}: containers that run keep the old one until they are made anew`,
  ({ before, after }) => {
    const [was, is] = [before, after].map(({ plan }) => plan.mesh.tunnel);
    return was?.kind === is?.kind && was?.key === is?.key && was?.port === is?.port
      ? undefined
      : 'every tunnel is made anew: traffic to a peer stops until the peer has changed too';
  },
  ({ before, after }) =>
    before.plan.mesh.loops.kind === after.plan.mesh.loops.kind
      ? undefined
      : `loop protection: ${before.plan.mesh.loops.kind} becomes ${after.plan.mesh.loops.kind}; all hosts have to change together`,
  ({ after, links }) => {
    const { title, healsIn } = loopFacts(after.plan.mesh.loops.kind);
    return links.length === 0 || healsIn === 0
      ? undefined
      : `${title} builds its tree anew: hosts may not reach each other for up to ${healsIn} s`;
  },
  ({ links }) => (links.length === 0 ? undefined : links.map(linkSentence).join(', ')),
];

const linkSentence = ({ name, peer, change }: LinkChange): string => `link ${name} to ${peer} ${change}`;

export function interruptions(
  before: HostConfig,
  after: HostConfig,
  files: readonly FileChange[],
  links: readonly LinkChange[],
): string[] {
  const found = effects.flatMap((effect) => effect({ before, after, files, links }) ?? []);
  return found.length > 0 ? found : ['no traffic is interrupted'];
}
