import { DEFAULT_DOCKER } from '../../manifest/network.ts';
import { example, twoHosts } from '../example.ts';
import type { CheckContext, ManifestRule } from '../rule.ts';

/** Names that Docker keeps for itself: `docker network ls` shows them everywhere, or its commands read them in their own way. */
const DOCKERS: readonly string[] = ['bridge', 'host', 'none', 'default', 'ingress', 'docker_gwbridge'];
/** What reports call the main network. */
const MAIN = 'network';

export const networkName = {
  law: {
    code: 'MI0314',
    severity: 'error',
    title: 'Each network needs a name of its own that Docker does not reserve.',
    explanation:
      'A network’s name is the name of its Docker network on every host. `bridge`, `host`, `none`, `default`, `ingress` and `docker_gwbridge` are Docker’s own; reports call the main network `network`.',
    wrong: twoHosts('networks: { host: { subnet: 10.78.0.0/16 } }\n'),
    right: example(
      ['host1: { address: 10.0.0.11 }', 'host2: { address: 10.0.0.12 }'],
      'networks: { backend: { subnet: 10.78.0.0/16 } }\n',
    ),
  },
  check({ manifest, report }) {
    const [main, ...furthers] = manifest.networks;
    if (main.docker !== DEFAULT_DOCKER && DOCKERS.includes(main.docker)) {
      report({ path: ['network', 'docker'], ...reserved('network.docker', main.docker, DOCKERS) });
    }
    for (const { name, path } of furthers) {
      if (name === main.docker && name !== DEFAULT_DOCKER) reportTwin(name, report);
      else if (DOCKERS.includes(name) || name === MAIN) {
        report({ path, at: 'key', ...reserved('the network', name, [...DOCKERS, MAIN]) });
      }
    }
  },
} as const satisfies ManifestRule;

const reserved = (subject: string, name: string, names: readonly string[]) => ({
  message: `${subject} cannot be named '${name}': the name is reserved; reserved: ${names.join(', ')}`,
  hint: 'Use another name, such as backend.',
});

function reportTwin(name: string, report: CheckContext['report']): void {
  report({
    path: ['networks', name],
    at: 'key',
    message: `networks.${name} and network.docker have the same name, so both would be the Docker network '${name}'`,
    hint: 'Rename one of the two.',
    related: [{ path: ['network', 'docker'], message: 'the name of the main network' }],
  });
}
