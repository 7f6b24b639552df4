import { placed, programPath } from '../../os/places.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile } from '../part.ts';
import check from '../scripts/check.sh';
import checkEnd from '../scripts/check-end.sh';

/** `meshinit-check`: the test of the mesh from inside, and of what the parts bring. */
export function checkScript(plan: HostPlan, parts: readonly Part[]): PlannedFile {
  const content = [placed(check, plan.os), ...parts.flatMap((part) => part.checks ?? []), checkEnd].join('');
  return scriptFile(programPath('check', plan.os), content, [origins.host(plan)]);
}
