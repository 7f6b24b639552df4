import { cidrText } from '../../addresses/cidr.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import type { Part } from '../part.ts';
import { apiAddress, asFlags, optionsFile, ownOptions } from './docker-options.ts';
import { tlsFiles, tlsOptions } from './docker-tls.ts';

/** `/etc/default/docker` of seed 001: upstart's job sources it, so it can wait for the bridge's address. */
export function dockerDefaultPart(plan: HostPlan): Part {
  const { networks, manifest } = plan;
  const [{ mesh, member }] = networks;
  const own = ownOptions(plan);
  const api = apiAddress(plan);
  const flags = [
    '-H unix:///var/run/docker.sock',
    ...(api === undefined ? [] : [`-H ${api}`]),
    ...('bip' in own ? [`--bip=${own['bip']}`] : ['--fixed-cidr=$CIDR', '--bridge $BRIDGE']),
    `--mtu ${own['mtu']}`,
    ...('ip-masq' in own ? ['--ip-masq=false'] : []),
    ...Object.entries(tlsOptions(plan)).flatMap(([key, value]) => asFlags(key, value)),
    ...Object.entries(manifest.input.docker?.daemon ?? {}).flatMap(([key, value]) => asFlags(key, value)),
  ];
  const content = `# Sourced by /etc/init/docker.conf.
BRIDGE=${mesh.names.bridge}
CIDR=${cidrText(member.slice)}

# Docker uses the bridge's address as its containers' gateway, and invents one if there is none yet.
wait_ip() {
  address=$(ip add show $BRIDGE | grep 'inet ' | awk '{print $2}')
  [ -z "$address" ] && sleep $1 || :
}

wait_ip 5
wait_ip 15

DOCKER_OPTS="
${flags.map((flag) => `    ${flag}\n`).join('')}"
`;
  const from = [origins.docker, ...origins.networks(plan), origins.host(plan)];
  return { files: [optionsFile(plan, '/etc/default/docker', content, from), ...tlsFiles(plan)] };
}
