import { cidrText } from '../../addresses/cidr.ts';
import { DEFAULT_DOCKER } from '../../manifest/network.ts';
import { placed, programPath } from '../../os/places.ts';
import { once } from '../further-networks.ts';
import { hasIpv6, ipv6Of } from '../host-ipv6.ts';
import { dockerAddress, dockerNetwork, type HostNetwork, type HostPlan, origins, ownMasquerade } from '../host-plan.ts';
import { type Part, scriptFile, textFile } from '../part.ts';
import { NETWORK_LIST } from '../parts/docker-changes.ts';
import script from '../scripts/docker-networks.sh';
import { withPlaces } from '../shell.ts';

const HEAD = `#!/bin/sh
# Makes Docker's networks, and again those that differ and have no containers; --ready only verifies.
set -eu
. @LIB@/common.sh
`;

/** One that was removed is made again when Docker starts, which no such network keeps from starting. */
const DROP_IN = `[Service]
ExecStartPost=-@SBIN@/meshinit-networks
`;

/** The Docker networks on the mesh's bridges, where there is one besides Docker's default network. */
export function dockerNetworks(plan: HostPlan): Part[] {
  const { os, networks } = plan;
  const named = networks.filter(({ mesh }) => mesh.docker !== DEFAULT_DOCKER);
  if (named.length === 0) return [];
  const program = programPath('networks', os);
  return [
    {
      perNetwork: networks.map(({ mesh }) => ({ DOCKER_NETWORK: mesh.docker })),
      files: [
        textFile(NETWORK_LIST, named.map((network) => line(plan, network)).join(''), [
          origins.host(plan),
          ...named.map(({ mesh }) => mesh.path),
        ]),
        scriptFile(program, placed(HEAD, os) + (hasIpv6(plan) ? withIpv6(script) : script), [origins.docker]),
        textFile('/etc/systemd/system/docker.service.d/meshinit-networks.conf', placed(DROP_IN, os), [origins.docker]),
      ],
      steps: [{ phase: 'networks', does: 'make the Docker networks', run: program }],
      checks: [`${once(plan)}check 'the Docker networks are as planned' ${program} --ready\n`],
    },
  ];
}

/** The script for lines with more words: options of Docker's. */
const withIpv6 = (text: string): string => withPlaces(text, OF_IPV6);

const OF_IPV6 = [
  ['mtu nat internal; do', 'mtu nat internal ipv6; do'],
  ['$nat $internal"', '$nat $internal$' + '{ipv6:+ $ipv6}"'],
  ['  docker network create', '  # shellcheck disable=SC2086 # a list of words\n  docker network create'],
  ['--internal="$internal" -o', '--internal="$internal" $ipv6 -o'],
] as const;

function ipv6Words(network: HostNetwork): string[] {
  const ipv6 = ipv6Of(network);
  if (!ipv6) return [];
  const [gateway = ''] = ipv6.bridge.split('/');
  return ['--ipv6', '--subnet', ipv6.docker, '--ip-range', ipv6.range, '--gateway', gateway];
}

/** As the script reads it. */
function line(plan: HostPlan, network: HostNetwork): string {
  const { mesh, range } = network;
  const [gateway] = dockerAddress(network).split('/');
  // Else it is ours: Docker's would rewrite too much, or is kept from the firewall.
  const masquerades = mesh.masquerade && !ownMasquerade(plan, network);
  const words = [
    ...[mesh.docker, mesh.names.bridge, dockerNetwork(network), cidrText(range), gateway],
    ...[mesh.mtu.value, masquerades, mesh.internal],
    ...ipv6Words(network),
  ];
  return `${words.join(' ')}\n`;
}
