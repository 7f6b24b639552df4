import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, textFile } from '../part.ts';
import { apiAddress, ownOptions } from './docker-options.ts';

/** Options in daemon.json. The API's address never: the packaged unit passes `-H fd://`, and dockerd refuses both. */
export function daemonJsonPart(plan: HostPlan): Part {
  const options = { ...ownOptions(plan), ...plan.manifest.input.docker?.daemon };
  const api = apiAddress(plan);
  return {
    files: [
      textFile('/etc/docker/daemon.json', `${JSON.stringify(options, null, 2)}\n`, [
        origins.docker,
        origins.network,
        origins.host(plan),
      ]),
      ...(api === undefined ? [] : [apiFile(plan, api)]),
    ],
  };
}

const WHY = "# Docker's API on TCP, as the manifest's docker.listen asks: whoever reaches it is root.\n";

/** A flag besides those that the unit passes. */
function apiFile({ os, dockerFrom }: HostPlan, api: string): PlannedFile {
  if (os.docker.from[dockerFrom]?.readsDefaults) {
    return textFile('/etc/default/docker', `${WHY}DOCKER_OPTS="-H ${api}"\n`, [['docker', 'listen']]);
  }
  return textFile(
    '/etc/systemd/system/docker.service.d/meshinit-api.conf',
    `${WHY}[Service]\n# The first line takes the packaged command away.\nExecStart=\nExecStart=/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock -H ${api}\n`,
    [['docker', 'listen']],
  );
}
