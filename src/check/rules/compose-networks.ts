import { didYouMean } from '../../diagnostics/nearest.ts';
import { type ComposeFile, type ComposeNetwork, dockerNetworksOf, overlayNames } from '../../manifest/compose.ts';
import { DEFAULT_DOCKER, type Network } from '../../manifest/network.ts';
import { composed } from '../example.ts';
import type { Rule } from '../rule.ts';
import { fewOf, quoted } from '../wording.ts';

const web = (network: string, rest = ''): string =>
  `{ services: { web: { image: 'nginx:1.27', networks: [${network}] } }${rest} }`;

export const composeNetworks = {
  law: {
    code: 'MI0450',
    severity: 'error',
    title: 'A Compose file’s networks must be those of its host, or its own.',
    explanation:
      'A service names a network of the cluster by the name of its Docker network; the file need not declare it, and if it does, as `external: true`. What is external and none of the cluster’s would not be there. Docker’s default network takes no services of Compose: give the main network a name with `network.docker`.',
    wrong: composed(web('meshh')),
    right: composed(web('mesh')),
  },
  check({ manifest, report }) {
    for (const file of manifest.compose) {
      const known = [...dockerNetworksOf(manifest.networks, file.host), ...overlayNames(manifest.overlay)];
      for (const network of file.networks) {
        const fault = declared(network, file, known, manifest.networks);
        if (fault) report({ path: network.path, at: 'key', ...fault });
      }
      const keys = file.networks.map(({ key }) => key);
      const seen = new Set<string>();
      for (const { key, path, network, isOverlay } of file.services.flatMap(({ memberships }) => memberships)) {
        const isKnown = isOverlay || (network !== undefined && network.docker !== DEFAULT_DOCKER);
        if (key === 'default' || keys.includes(key) || isKnown) continue;
        if (seen.has(key)) continue;
        seen.add(key);
        report({
          path,
          message: unknown(key, file, manifest.networks),
          hint: hintFor(key, [...known, ...keys]),
        });
      }
    }
  },
} as const satisfies Rule;

function declared(
  { key, name, isExternal, isDescribed }: ComposeNetwork,
  { host }: ComposeFile,
  names: readonly string[],
  all: readonly Network[],
): { readonly message: string; readonly hint: string } | undefined {
  const docker = name ?? key;
  if (docker === DEFAULT_DOCKER && isExternal) {
    return { message: 'Docker’s default network takes no services of Compose', hint: NAME_IT };
  }
  const isOwn = names.includes(docker);
  if (isExternal) {
    if (isOwn) return undefined;
    const elsewhere = all.some((network) => network.docker === docker);
    return {
      message: elsewhere
        ? `${host} is not in the network ${quoted(docker)}`
        : `${host} has no external network ${quoted(docker)}; the cluster’s: ${names.length === 0 ? 'none with a name' : fewOf(names)}`,
      hint: didYouMean(docker, names) || (names.length === 0 ? NAME_IT : ''),
    };
  }
  if (!isOwn || !isDescribed) return undefined;
  return {
    message: `the network ${quoted(docker)} is the cluster’s, and the file says what it is to be`,
    hint: `Write ${key}: { external: true }, or leave it out.`,
  };
}

const NAME_IT = 'Give the main network a name: network: { docker: mesh }';

function unknown(key: string, { host }: ComposeFile, all: readonly Network[]): string {
  if (key === DEFAULT_DOCKER) return 'Docker’s default network takes no services of Compose';
  if (all.some(({ docker }) => docker === key)) return `${host} is not in the network ${quoted(key)}`;
  return `the file declares no network ${quoted(key)}, and the cluster has none of that name`;
}

const hintFor = (key: string, names: readonly string[]): string =>
  key === DEFAULT_DOCKER ? NAME_IT : didYouMean(key, names);
