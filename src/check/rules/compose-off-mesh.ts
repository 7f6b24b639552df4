import { type ComposeNetwork, dockerNetworksOf, overlayNames } from '../../manifest/compose.ts';
import { composed } from '../example.ts';
import type { Rule } from '../rule.ts';

export const composeOffMesh = {
  law: {
    code: 'MI0682',
    severity: 'warning',
    title: 'A Compose file should have a service in a network of the cluster.',
    explanation:
      'Without `networks` a service is in a network that Compose makes on its host alone: no other host reaches it but by its published ports. Name a network of the cluster by the name of its Docker network.',
    wrong: composed("{ services: { web: { image: 'nginx:1.27' } } }"),
    right: composed("{ services: { web: { image: 'nginx:1.27', networks: [mesh] } } }"),
  },
  check({ manifest, report }) {
    for (const { host, path, services, networks } of manifest.compose) {
      const names = dockerNetworksOf(manifest.networks, host);
      const known = [...names, ...overlayNames(manifest.overlay)];
      const own = new Set(['default', ...networks.flatMap((one) => (isOfTheFile(one, known) ? [one.key] : []))]);
      const isOn = services.some(
        ({ memberships, value }) =>
          ['bridge', 'host'].includes(String(value['network_mode'])) ||
          // One that nobody has is an error already.
          memberships.some(({ network, key }) => network !== undefined || !own.has(key)),
      );
      if (isOn || services.length === 0) continue;
      report({
        path,
        at: 'key',
        message: `no service of ${host}’s Compose file is in a network of the cluster`,
        hint:
          names.length === 0
            ? 'Give the main network a name, network: { docker: mesh }, and services networks: [mesh].'
            : `Give services that others are to reach networks: [${names[0]}].`,
      });
    }
  },
} as const satisfies Rule;

/** Whether Compose makes it, on this host alone. */
const isOfTheFile = ({ key, name = key, isExternal }: ComposeNetwork, names: readonly string[]): boolean =>
  !isExternal && !names.includes(name);
