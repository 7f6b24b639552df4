import { remembered } from '../remembered.ts';
import type { Cluster } from './mesh.ts';
import type { PlannedContainer, PlannedService } from './planned-container.ts';

type Containers = Pick<Cluster, 'containers'>;

/** The declared containers of a host. */
export const containersOn = (cluster: Containers, host: string): readonly PlannedContainer[] =>
  byHost(cluster.containers).get(host) ?? [];

/** Every place of a declared container. */
export const placesOf = (cluster: Containers, name: string): readonly PlannedContainer[] =>
  byName(cluster.containers).get(name) ?? [];

/** The services of a host's Compose file. */
export const servicesOn = ({ services }: Pick<Cluster, 'services'>, host: string): readonly PlannedService[] =>
  servicesByHost(services).get(host) ?? [];

const byHost = remembered((containers: Cluster['containers']) => grouped(containers, ({ host }) => host));
const byName = remembered((containers: Cluster['containers']) => grouped(containers, ({ name }) => name));

const servicesByHost = remembered((services: Cluster['services']) => grouped(services, ({ host }) => host));

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}
