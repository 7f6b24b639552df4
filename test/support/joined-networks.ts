import { compile } from '../../src/compile.ts';
import type { Cluster, Mesh } from '../../src/mesh/mesh.ts';

/** A cluster as it is planned of hosts named so, with addresses by their numbers. */
export function clusterOf(hosts: readonly string[], network = '{}'): Cluster {
  const lines = hosts.map((name) => `  ${name}: { address: 10.0.0.${name.replace(/\D+/, '')} }\n`);
  const { cluster, diagnostics } = compile(
    `meshinit: 1\nname: demo\ndefaults: { os: debian-12 }\nhosts:\n${lines.join('')}network: ${network}\n`,
    { hosts: [] },
  );
  if (!cluster) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return cluster;
}

/** The main network of a cluster as a further one. */
const asFurther = (name: string, { networks: [mesh] }: Cluster, vlan?: number): Mesh => ({
  ...mesh,
  ...{ name, docker: name, vlan, path: ['networks', name] },
  members: mesh.members.map((member) => ({
    ...member,
    links: member.links.map((link) => ({ ...link, name: `${name}_${link.number}` })),
  })),
  links: mesh.links.map((link) => ({ ...link, name: `${name}_${link.number}` })),
});

/** Clusters as one of several networks, the first one's being the main. */
export const joined = (
  main: Cluster,
  further: Readonly<Record<string, Cluster | readonly [Cluster, vlan: number]>>,
): Cluster => ({
  ...main,
  networks: [
    main.networks[0],
    ...Object.entries(further).map(([name, one]) =>
      'networks' in one ? asFurther(name, one) : asFurther(name, one[0], one[1]),
    ),
  ],
});
