import { isNamed } from '../../addresses/host-address.ts';
import type { Mesh } from '../../mesh/mesh.ts';
import { placed, programPath } from '../../os/places.ts';
import { remembered } from '../../remembered.ts';
import { forNetworks } from '../further-networks.ts';
import { type HostNetwork, type HostPlan, origins } from '../host-plan.ts';
import { type Part, scriptFile, textFile } from '../part.ts';
import script from '../scripts/names.sh';
import check from '../scripts/names-check.sh';

const SERVICE = `[Unit]
Description=meshinit: the addresses of peers that have names
Wants=network-online.target
After=network-online.target nss-lookup.target
Before=meshinit-mesh.service

[Service]
Type=oneshot
ExecStart=@SBIN@/meshinit-names

[Install]
WantedBy=multi-user.target
`;

const TIMER = `[Unit]
Description=meshinit: the addresses of peers that have names, every minute

[Timer]
OnActiveSec=60
OnUnitInactiveSec=60
AccuracySec=1

[Install]
WantedBy=timers.target
`;

/** Where the list of peers stands: with names the host makes /etc/meshinit/peers of it. */
export const peersPath = (network: HostNetwork): string =>
  network.mesh.names.lists[isNamedIn(network) ? 'names' : 'peers'];

/** Whether some peer in a network is reached by a name. Of networks without names not each host's links are asked. */
const isNamedIn = ({ mesh, member }: HostNetwork): boolean =>
  knowsNames(mesh) && member.links.some(({ remote }) => isNamed(remote.address));

const knowsNames = remembered(({ members }: Mesh): boolean =>
  members.some(({ node }) => isNamed(node.inside.address) || isNamed(node.outside.address)),
);

/** Whether some peer is reached by a name. */
export const hasNames = ({ networks }: HostPlan): boolean => networks.some(isNamedIn);

/**
 * Peers by name: resolved before the firewall and the mesh come up, and again each minute. What is not resolved yet has no
 * tunnel, and holds up no other.
 */
export function names(plan: HostPlan): Part[] {
  if (!hasNames(plan)) return [];
  const from = origins.peers(plan);
  const [{ mesh }] = plan.networks;
  const program = programPath('names', plan.os);
  return [
    {
      settings: { NAMES_FAMILY: mesh.tunnel.family },
      files: [
        scriptFile(program, placed(forNetworks(plan, script), plan.os), from),
        textFile('/etc/systemd/system/meshinit-names.service', placed(SERVICE, plan.os), from),
        textFile('/etc/systemd/system/meshinit-names.timer', TIMER, from),
      ],
      checks: [check],
      steps: [
        { phase: 'firewall', does: 'resolve the names of peers', run: program },
        {
          phase: 'docker',
          does: 'follow the names of peers',
          run: 'enable_units meshinit-names.service meshinit-names.timer',
        },
      ],
    },
  ];
}
