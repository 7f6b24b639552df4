import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { isWithout } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import { swarmOf } from '../overlay-examples.ts';
import type { Rule } from '../rule.ts';

export const withoutNetwork = {
  law: {
    code: 'MI0446',
    severity: 'error',
    title: '`network: none` leaves a cluster to Docker’s own overlay.',
    explanation:
      'Without a network of meshinit’s there are no mesh addresses, so nothing can be given one: no further networks, no declared containers, no names, no pins, and no API of Docker’s on the mesh. Without an overlay either, nothing would join the hosts.',
    wrong: twoHosts('network: none\n', 'debian-13'),
    right: swarmOf('managers: [host1]'),
  },
  check({ manifest, isBroken, report }) {
    if (!isWithout(manifest.input)) return;
    const none = [{ path: ['network'], message: 'network: none' }];
    if (!manifest.overlay && !isBroken(['overlay'])) {
      report({
        path: ['network'],
        message: 'network is none and there is no overlay: nothing would join the containers of different hosts',
        hint: 'Add overlay: { engine: swarm, managers: […] }, or remove network.',
      });
    }
    for (const { path, what } of needsNetwork(manifest)) {
      report({
        path,
        at: 'key',
        message: `${path.join('.')} needs a network of meshinit’s${what}, and network is none`,
        hint: 'Remove it, or network: none.',
        related: none,
      });
    }
  },
} as const satisfies Rule;

function needsNetwork({ input, hosts }: Manifest): { readonly path: ManifestPath; readonly what: string }[] {
  const given: readonly (readonly [boolean, ManifestPath, string])[] = [
    [input.networks !== undefined, ['networks'], ' beside them'],
    [input.containers !== undefined, ['containers'], ' for their addresses'],
    [input.names !== undefined && input.names !== false, ['names'], ' to answer on'],
    [input.ovs !== undefined, ['ovs'], ', which Open vSwitch would switch'],
    [input.docker?.listen === 'mesh', ['docker', 'listen'], ' for its address'],
    ...hosts.flatMap(({ name, input: host }) => [
      [host.slice !== undefined, ['hosts', name, 'slice'], ' to be a part of'] as const,
      [host.bridge !== undefined, ['hosts', name, 'bridge'], ' to be an address of'] as const,
    ]),
  ];
  return given.flatMap(([isGiven, path, what]) => (isGiven ? [{ path, what }] : []));
}
