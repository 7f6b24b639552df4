import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Container, ContainerMembership } from '../../manifest/containers.ts';
import { hostsOf, networkKey } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { fewOf, quoted } from '../wording.ts';

export const containerNetworks = {
  law: {
    code: 'MI0430',
    severity: 'error',
    title: 'The networks of a container must be networks of the manifest that all its hosts are in.',
    explanation:
      'A network is named by its Docker network: `network.docker` is the main one, which `network` means too. A further network may have members of its own.',
    wrong: twoHosts(
      "network: { docker: mesh }\nnetworks: { backend: { subnet: 10.78.0.0/16, hosts: [host1] } }\ncontainers: { web: { image: 'nginx:1.27', hosts: host2, networks: [backend] } }\n",
    ),
    right: twoHosts(
      "network: { docker: mesh }\nnetworks: { backend: { subnet: 10.78.0.0/16, hosts: [host1] } }\ncontainers: { web: { image: 'nginx:1.27', hosts: host1, networks: [backend] } }\n",
    ),
  },
  check(context) {
    for (const container of context.manifest.containers) {
      if (container.networks.length === 0) {
        context.report({
          path: [...container.path, 'networks'],
          message: `${container.name} is in no network: networks is empty`,
          hint: 'Leave networks out: then it is in the main network.',
        });
      }
      const seen = new Set<unknown>();
      for (const membership of container.networks) {
        checkMembership(context, container, membership);
        if (membership.network && seen.has(membership.network)) {
          context.report({ path: membership.path, message: `${container.name} is in ${membership.name} twice` });
        }
        seen.add(membership.network);
      }
    }
  },
} as const satisfies Rule;

function checkMembership(
  { manifest, isBroken, report }: CheckContext,
  { name, hosts }: Container,
  { name: given, path, network }: ContainerMembership,
): void {
  if (!network) {
    if (isBroken(['networks', given])) return;
    const known = manifest.networks.map(({ docker }) => docker);
    report({
      path,
      message: `${name} is to be in ${quoted(given)}, but no network has that name; networks: ${fewOf(known, 5)}`,
      hint: didYouMean(given, [...known, 'network']),
    });
    return;
  }
  const members = new Set(hostsOf(network).map((host) => host.name));
  const known = new Set(manifest.hosts.map((host) => host.name));
  const strangers = hosts.filter((host) => known.has(host) && !members.has(host));
  if (strangers.length === 0) return;
  report({
    path,
    message: `${name} is to be in ${networkKey(network)}, but its host ${fewOf(strangers)} is not; members: ${fewOf([...members], 5)}`,
    hint: `Add ${fewOf(strangers)} to the hosts of ${networkKey(network)}, or run ${name} elsewhere.`,
    related: [{ path: network.membersPath, message: 'the members' }],
  });
}
