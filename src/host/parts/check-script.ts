import { DEFAULT_DOCKER } from '../../manifest/network.ts';
import { placed, programPath } from '../../os/places.ts';
import { forNetworks } from '../further-networks.ts';
import { type HostPlan, hasMesh, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile } from '../part.ts';
import check from '../scripts/check.sh';
import checkEnd from '../scripts/check-end.sh';
import head from '../scripts/check-head.sh';
import verdict from '../scripts/check-verdict.sh';
import oldDockerUses from '../scripts/docker-1.8-uses.sh';
import newDockerUses from '../scripts/docker-uses.sh';
import namedDockerUses from '../scripts/docker-uses-named.sh';

/** `meshinit-check`: the test of the mesh from inside, and of what the parts bring. */
export function checkScript(plan: HostPlan, parts: readonly Part[]): PlannedFile {
  const content = [
    placed(head, plan.os),
    hasMesh(plan) ? check : 'check_mesh || :\n',
    ...parts.flatMap((part) => part.checks ?? []),
    ...(hasMesh(plan) ? [dockerUses(plan), checkEnd] : []),
    verdict,
  ].join('');
  return scriptFile(programPath('check', plan.os), forNetworks(plan, content), [origins.host(plan)]);
}

/** Whether Docker has the mesh's subnet on the mesh's bridge. */
function dockerUses({ os, networks }: HostPlan): string {
  if (networks.some(({ mesh }) => mesh.docker !== DEFAULT_DOCKER)) return namedDockerUses;
  return os.docker.hasNetworks === false ? oldDockerUses : newDockerUses;
}
