import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { placed, programPath } from '../../os/places.ts';
import { containerLines, type HostContainer, isAttached } from '../container-list.ts';
import { once } from '../further-networks.ts';
import type { HostPlan } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import { CONTAINER_LIST } from '../parts/docker-changes.ts';
import attach from '../scripts/attach.sh';
import attachCheck from '../scripts/attach-check.sh';
import attachIpv6 from '../scripts/attach-ipv6.sh';
import watch from '../scripts/attach-watch.sh';
import script from '../scripts/containers.sh';
import check from '../scripts/containers-check.sh';
import start from '../scripts/containers-start.sh';
import { holdsSecretContainer } from '../secret-containers.ts';
import { withPlaces } from '../shell.ts';

const SERVICE = `[Unit]
Description=meshinit: the declared containers
Wants=docker.service
After=docker.service meshinit-setup.service

[Service]
ExecStart=@SBIN@/meshinit-containers
RemainAfterExit=yes

[Install]
WantedBy=multi-user.target
`;

const ATTACHER = `[Unit]
Description=meshinit: addresses of the declared containers on Docker's default network
After=docker.service

[Service]
ExecStart=@SBIN@/meshinit-attacher
# It ends with Docker, and at once where Docker does not run yet.
Restart=always
RestartSec=1

[Install]
WantedBy=multi-user.target
`;

/** The containers that the manifest declares on a host: a list of them, and what brings the host to it. */
export function containers(plan: HostPlan): Part[] {
  const { os, containers: own } = plan;
  if (own.length === 0) return [];
  const origins = own.map(({ container }) => container.path);
  return [
    ...(own.some(isAttached) ? [attacher(plan, origins)] : []),
    {
      files: [
        list(plan, own),
        scriptFile(programPath('containers', os), placed(script, os), origins),
        textFile('/etc/systemd/system/meshinit-containers.service', placed(SERVICE, os), origins),
      ],
      functions: [start],
      steps: [{ phase: 'containers', does: 'start the containers', run: 'start_containers' }],
      // Once, not again for each network.
      checks: [check, `${once(plan)}check_containers\n`],
    },
  ];
}

/** What gives containers on Docker's default network their addresses: it stands before they start. */
function attacher(plan: HostPlan, origins: readonly ManifestPath[]): Part {
  const { os, networks } = plan;
  const hasIpv6 = networks[0].mesh.subnet6 !== undefined;
  return {
    files: [
      scriptFile(programPath('attach', os), placed(hasIpv6 ? withIpv6(attach) : attach, os), origins),
      scriptFile(programPath('attacher', os), placed(watch, os), origins),
      textFile('/etc/systemd/system/meshinit-attacher.service', placed(ATTACHER, os), origins),
    ],
    steps: [{ phase: 'containers', does: 'give containers their addresses', run: 'enable_units meshinit-attacher' }],
    checks: [
      ...[attachCheck, `${once(plan)}check_addresses\n`],
      ...(hasIpv6 ? [attachCheck6, `${once(plan)}check_addresses6\n`] : []),
    ],
  };
}

const ADD = 'inside ip addr add "$address"';

/** The IPv4 address comes last: by it the script knows that there is nothing to do. */
const withIpv6 = (text: string): string => withPlaces(text, [[ADD, attachIpv6 + ADD]]);

/** The same for the labels of the other family. */
const attachCheck6 = attachCheck.replaceAll('addresses', 'addresses6').replace('ping', 'ping6');

function list({ cluster, manifest }: HostPlan, own: readonly HostContainer[]): PlannedFile {
  const content = own.map((container) => containerLines(container, cluster)).join('');
  const file = textFile(
    CONTAINER_LIST,
    content,
    own.map(({ container }) => container.path),
  );
  const isSecret = own.some(({ container }) => holdsSecretContainer(container, manifest));
  return isSecret ? { ...file, mode: 0o600, secret: true } : file;
}
