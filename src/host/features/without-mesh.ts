// biome-ignore-all lint/suspicious/noTemplateCurlyInString: a shell fills these in, not JavaScript.
import { placed, programPath, sharedPath } from '../../os/places.ts';
import { type HostPlan, hasMesh, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import { meshUnit } from '../parts/systemd-units.ts';
import common from '../scripts/common.sh';
import check from '../scripts/state-check.sh';
import verify from '../scripts/verify.sh';
import wireguardChecks from '../scripts/wireguard-checks.sh';
import wireguardState from '../scripts/wireguard-state.sh';
import { shellFunction } from '../shell.ts';
import { peersPath } from './names.ts';

/** `network: none`: a host's numbers and its peers; nothing is built but what carries Docker's own overlay. */
export function withoutMesh(plan: HostPlan): Part[] {
  if (hasMesh(plan)) return [];
  const { cluster, node, os } = plan;
  const [network] = plan.networks;
  const peers = network.member.links.map(
    ({ name, peer, remote }) => `${name} ${remote.address.text} ${remote.address.text} ${peer.name}\n`,
  );
  return [
    {
      settings: { CLUSTER: cluster.name, HOST: node.name },
      files: [
        textFile(peersPath(network), peers.join(''), origins.peersOf(network)),
        textFile(sharedPath('common.sh', os), shared(plan), [origins.host(plan)]),
        meshScript(plan),
        meshUnit(plan, { after: ['network-online.target', 'meshinit-firewall.service'] }),
      ],
    },
  ];
}

/** What the scripts share: how they report, and the checks of what carries the overlay. */
function shared({ wireguard }: HostPlan): string {
  const checks = ['failed=\n', wireguard ? wireguardChecks : '', '[ -z "$failed" ]\n'];
  return [common, check + (wireguard ? wireguardState : ''), shellFunction('check_mesh', checks.join(''))].join('\n');
}

/** `meshinit-mesh` all the same: what waits for it, waits for what carries the overlay. */
function meshScript(plan: HostPlan): PlannedFile {
  const build = plan.wireguard ? 'if [ "${1-}" != --ready ]; then\n  @SBIN@/meshinit-wireguard\nfi\n' : '';
  const content = [
    `#!/bin/sh\n# There is no mesh to build: verifies what Docker's overlay needs.\nset -eu\n. @LIB@/common.sh\n`,
    `${build}${verify}[ ! -e /var/lib/meshinit/ready ] || status ready\n`,
  ].join('\n');
  return scriptFile(programPath('mesh', plan.os), placed(content, plan.os), [origins.host(plan)]);
}
