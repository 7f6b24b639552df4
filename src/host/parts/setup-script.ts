import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, phases, scriptFile } from '../part.ts';
import { UNFOLD_PATH } from './unfold-script.ts';

/** Before the first step, since all of them read the lists. */
const UNFOLD = `[ ! -e ${UNFOLD_PATH} ] || step 'write the lists of peers' sh ${UNFOLD_PATH}\n`;

/**
 * `/usr/local/sbin/meshinit-setup`: the first boot's work, made of the parts' steps in the order of their phases.
 * @param isFolded whether it has to write the lists of peers first
 */
export function setupScript(plan: HostPlan, parts: readonly Part[], isFolded = false): PlannedFile {
  const functions = [...new Set(parts.flatMap((part) => part.functions ?? []))];
  const steps = parts.flatMap((part) => part.steps ?? []);
  const lines = phases.flatMap((phase) =>
    steps.filter((step) => step.phase === phase).map((step) => `step '${step.does}' ${step.run}\n`),
  );
  const content = [
    '#!/bin/sh\n# The first boot: installs, brings up the mesh, then starts Docker. It can be run again at any time.\nset -eu\n. /usr/local/lib/meshinit/common.sh\n# Put every file on disk before a long installation.\nsync\n',
    ...functions,
    (isFolded ? UNFOLD : '') + lines.join(''),
    'mkdir -p /var/lib/meshinit\ntouch /var/lib/meshinit/ready\nsync\nstatus ready\nsay "ready: $HOST is in mesh $CLUSTER"\n',
  ].join('\n');
  return scriptFile('/usr/local/sbin/meshinit-setup', content, [origins.host(plan), origins.ovs, origins.docker]);
}
