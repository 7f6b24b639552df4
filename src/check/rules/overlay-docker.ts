import { chosenFor } from '../../host/chosen-for.ts';
import type { OsFacts } from '../../os/os-facts.ts';
import type { EngineFacts } from '../../overlay/engine.ts';
import { engines } from '../../overlay/engines.ts';
import { type HostGroup, hostsByOs, osPath } from '../hosts.ts';
import { swarmOf } from '../overlay-examples.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const overlayDocker = {
  law: {
    code: 'MI0641',
    severity: 'error',
    title: 'Every host’s Docker must have the overlay’s engine.',
    explanation:
      'Docker’s overlay by a key-value store was removed in Docker 23; Swarm is what newer ones have. Swarm with a data path port and an address pool is in Docker 19.03 and newer. Between IPv6 addresses Docker’s VXLAN carries packets since Docker 25.',
    wrong: swarmOf('managers: [host1]', 'network: none\n', 'ubuntu-16.04'),
    right: swarmOf('managers: [host1]'),
  },
  check(context) {
    const { manifest, report } = context;
    const { overlay } = manifest;
    if (!overlay) return;
    const { facts } = overlay;
    for (const group of hostsByOs(manifest.hosts)) {
      const { shared: os, hosts, names } = group;
      const { dockerFrom } = chosenFor(os, hosts[0], manifest);
      const major = dockerFrom && os.docker.from[dockerFrom]?.major;
      const isOld = os.docker.hasNetworks === false;
      // Whoever installs Docker himself knows which.
      if (!isOld && (major === undefined || has(facts, major))) {
        if (facts.needs && !os[facts.needs]) {
          report({
            path: ['overlay', 'engine'],
            message: `overlay.engine ${facts.engine} needs ${NEEDED[facts.needs]}, which ${os.id}, the system of ${fewOf(names)}, lacks`,
            hint: 'Use another system.',
            related: [{ path: osPath(hosts[0]), message: os.title }],
          });
        }
        reportFamily(context, group, major);
        continue;
      }
      const other = major === undefined ? undefined : engines.find((engine) => has(engine, major));
      report({
        path: ['overlay', 'engine'],
        message: isOld
          ? `an overlay needs docker network, which came with Docker 1.9; ${os.id}, the system of ${fewOf(names)}, may have an older Docker`
          : `overlay.engine ${facts.engine} needs Docker ${versions(facts)}; ${os.id}, the system of ${fewOf(names)}, has ${major}`,
        hint: isOld || !other ? 'Use a newer system.' : `Use engine: ${other.engine}, with ${other.seatsKey}.`,
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies Rule;

/** By the addresses that Docker tells its peers. */
function reportFamily(
  { manifest, isBroken, report }: CheckContext,
  { shared: os, hosts: [first], names }: HostGroup<OsFacts>,
  major: number | undefined,
): void {
  const { overlay, encryption, networks, hosts } = manifest;
  const { engine, ipv6Since } = overlay?.facts ?? {};
  if (ipv6Since === undefined || major === undefined || major >= ipv6Since) return;
  if (networks[0].tunnel.family !== 6 || isBroken(['encryption', 'range'])) return;
  if (hosts.some(({ name }) => isBroken(['hosts', name, 'address']))) return;
  report({
    path: encryption ? ['encryption'] : ['hosts', first.name, 'address'],
    message: `the hosts’ ${encryption ? 'WireGuard addresses are' : 'addresses are'} IPv6, where overlay.engine ${engine} needs Docker ${ipv6Since} or newer; ${os.id}, the system of ${fewOf(names)}, has ${major}`,
    hint: encryption
      ? 'Remove range: WireGuard addresses are of IPv4 by default. Or use a newer system.'
      : 'Use a newer system, or set encryption: wireguard: the overlay then runs between its IPv4 addresses.',
    related: [{ path: osPath(first), message: os.title }],
  });
}

/** For people, what the engines take of a system. */
const NEEDED = { swarm: 'socat', etcd: 'etcd' } as const;

const has = ({ docker: { since, until = Number.POSITIVE_INFINITY } }: EngineFacts, major: number): boolean =>
  major >= since && major <= until;

const versions = ({ docker: { since, until } }: EngineFacts): string =>
  until === undefined ? `${since} or newer` : `${until} or older`;
