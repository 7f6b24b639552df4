import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, textFile } from '../part.ts';
import { DAEMON_JSON } from './docker-changes.ts';
import { apiAddress, optionsFile, ownOptions } from './docker-options.ts';
import { hasTls, tlsFiles } from './docker-tls.ts';

/** Options in daemon.json. The API's address never: the packaged unit passes `-H fd://`, and dockerd refuses both. */
export function daemonJsonPart(plan: HostPlan): Part {
  const options = {
    ...ownOptions(plan),
    ...plan.os.docker.from[plan.dockerFrom]?.daemon,
    ...plan.manifest.input.docker?.daemon,
  };
  const api = apiAddress(plan);
  return {
    files: [
      optionsFile(plan, DAEMON_JSON, `${JSON.stringify(options, null, 2)}\n`, [
        origins.docker,
        ...origins.networks(plan),
        origins.host(plan),
      ]),
      ...(api === undefined ? [] : [apiFile(plan, api)]),
      ...tlsFiles(plan),
    ],
  };
}

const ASKED = "# Docker's API on TCP, as the manifest's docker.listen asks: ";

/** A flag besides those that the unit passes. */
function apiFile(plan: HostPlan, api: string): PlannedFile {
  const source = plan.os.docker.from[plan.dockerFrom];
  const why = `${ASKED}whoever ${hasTls(plan) ? 'has a key of its authority' : 'reaches it'} is root.\n`;
  if (source?.readsDefaults && !hasTls(plan)) {
    return textFile('/etc/default/docker', `${why}DOCKER_OPTS="-H ${api}"\n`, [['docker', 'listen']]);
  }
  return textFile(
    '/etc/systemd/system/docker.service.d/meshinit-api.conf',
    `${why}[Service]\n# The first line clears the packaged command.\nExecStart=\nExecStart=${source?.command ?? COMMAND} -H ${api}\n`,
    [['docker', 'listen']],
  );
}

/** Of docker-ce's unit, and of most others. */
const COMMAND = '/usr/bin/dockerd -H fd:// --containerd=/run/containerd/containerd.sock';
