import { remembered } from '../remembered.ts';
import type { Cluster } from './mesh.ts';
import type { PlannedContainer } from './planned-container.ts';

type Containers = Pick<Cluster, 'containers'>;

/** The declared containers of a host. */
export const containersOn = (cluster: Containers, host: string): readonly PlannedContainer[] =>
  byHost(cluster.containers).get(host) ?? [];

/** Every place of a declared container. */
export const placesOf = (cluster: Containers, name: string): readonly PlannedContainer[] =>
  byName(cluster.containers).get(name) ?? [];

const byHost = remembered((containers: Cluster['containers']) => grouped(containers, ({ host }) => host));
const byName = remembered((containers: Cluster['containers']) => grouped(containers, ({ name }) => name));

function grouped(
  containers: readonly PlannedContainer[],
  keyOf: (container: PlannedContainer) => string,
): Map<string, PlannedContainer[]> {
  const groups = new Map<string, PlannedContainer[]>();
  for (const container of containers) {
    const group = groups.get(keyOf(container));
    if (group) group.push(container);
    else groups.set(keyOf(container), [container]);
  }
  return groups;
}
