import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, textFile } from '../part.ts';
import { apiAddress, ownOptions } from './docker-options.ts';

/** Options in daemon.json. The API's address never: the packaged unit passes `-H fd://`, and dockerd refuses both. */
export function daemonJsonPart(plan: HostPlan): Part {
  const options = { ...ownOptions(plan), ...plan.manifest.input.docker?.daemon };
  const api = apiAddress(plan);
  // Debian's unit reads this file, unlike docker-ce's and Ubuntu's.
  const flags = `# Docker's API on TCP, as the manifest's docker.listen asks: whoever reaches it is root.\nDOCKER_OPTS="-H ${api}"\n`;
  return {
    files: [
      textFile('/etc/docker/daemon.json', `${JSON.stringify(options, null, 2)}\n`, [
        origins.docker,
        origins.network,
        origins.host(plan),
      ]),
      ...(api === undefined ? [] : [textFile('/etc/default/docker', flags, [['docker', 'listen']])]),
    ],
  };
}
