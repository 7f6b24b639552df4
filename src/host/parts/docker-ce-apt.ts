import type { DockerSource } from '../../os/os-facts.ts';
import script from '../scripts/docker-ce-apt.sh';
import signingKey from '../scripts/signing-key.sh';

/** Fingerprint of the key that signs Docker's repositories for apt (docker/docs, engine/install/debian.md). */
const FINGERPRINT = '9DC858229FC7DD38854AE2D88D81803C0EBFCD88';

/** Docker's own packages, from its repository for a distribution and the suite of one release. */
export const dockerCeApt = (distribution: 'debian' | 'ubuntu', suite: string): DockerSource => ({
  packages: ['docker-ce', 'docker-ce-cli', 'containerd.io'],
  major: 28,
  compose: { package: 'docker-compose-plugin', version: [2, 0] },
  repositoryTitle: `download.docker.com/linux/${distribution}, suite ${suite}, signed by ${FINGERPRINT}`,
  repository: {
    functions: [signingKey, script],
    steps: [
      {
        phase: 'docker',
        does: 'take Docker from its own repository',
        run: `use_docker_repository ${distribution} ${suite} ${FINGERPRINT}`,
      },
    ],
  },
});
