import type { DockerSource } from '../../os/os-facts.ts';
import script from '../scripts/docker-ce-dnf.sh';
import signingKey from '../scripts/signing-key.sh';

/** Fingerprint of the key that signs Docker's repositories of rpms (docker/docs, engine/install/rhel.md). */
const FINGERPRINT = '060A61C51B558A7F742B77AAC52FEB6B621E9F35';

/**
 * Docker's own packages, from its repository for a distribution.
 * @param release as in the repository's address: a number, or dnf's own variable where that is the distribution's
 */
export const dockerCeDnf = (distribution: 'rhel' | 'fedora', release: string) =>
  ({
    packages: ['docker-ce', 'docker-ce-cli', 'containerd.io'],
    major: 28,
    compose: { package: 'docker-compose-plugin', version: [2, 0] },
    repositoryTitle: `download.docker.com/linux/${distribution}/${release}, signed by ${FINGERPRINT}`,
    repository: {
      functions: [signingKey, script],
      steps: [
        {
          phase: 'docker',
          does: 'take Docker from its own repository',
          run: `use_docker_repository ${distribution} ${release.replace('$', '\\$')} ${FINGERPRINT}`,
        },
      ],
    },
  }) as const satisfies DockerSource;
