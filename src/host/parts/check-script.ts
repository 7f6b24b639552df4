import { placed, programPath } from '../../os/places.ts';
import { forNetworks } from '../further-networks.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile } from '../part.ts';
import check from '../scripts/check.sh';
import checkEnd from '../scripts/check-end.sh';
import oldDockerUses from '../scripts/docker-1.8-uses.sh';
import newDockerUses from '../scripts/docker-uses.sh';

/** `meshinit-check`: the test of the mesh from inside, and of what the parts bring. */
export function checkScript(plan: HostPlan, parts: readonly Part[]): PlannedFile {
  const dockerUses = plan.os.docker.hasNetworks === false ? oldDockerUses : newDockerUses;
  const content = [placed(check, plan.os), ...parts.flatMap((part) => part.checks ?? []), dockerUses, checkEnd].join(
    '',
  );
  return scriptFile(programPath('check', plan.os), forNetworks(plan, content), [origins.host(plan)]);
}
