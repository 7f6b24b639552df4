import { placed, programPath } from '../../os/places.ts';
import { forNetworks, inEach } from '../further-networks.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile } from '../part.ts';
import check from '../scripts/check.sh';
import docker from '../scripts/check-docker.sh';
import end from '../scripts/check-end.sh';
import forwarding from '../scripts/check-forwarding.sh';
import masquerade from '../scripts/check-masquerade.sh';
import peers from '../scripts/check-peers.sh';
import oldDockerUses from '../scripts/docker-1.8-uses.sh';
import newDockerUses from '../scripts/docker-uses.sh';

/** `meshinit-check`: the test of the mesh from inside, and of what the parts bring. */
export function checkScript(plan: HostPlan, parts: readonly Part[]): PlannedFile {
  const dockerUses = plan.os.docker.hasNetworks === false ? oldDockerUses : newDockerUses;
  const content = [
    placed(check, plan.os),
    inEach(plan, 'check_peers', peers),
    ...parts.flatMap((part) => part.checks ?? []),
    dockerUses,
    inEach(plan, 'check_docker', docker),
    forwarding,
    inEach(plan, 'check_masquerade', masquerade),
    end,
  ].join('');
  return scriptFile(programPath('check', plan.os), forNetworks(plan, content), [origins.host(plan)]);
}
