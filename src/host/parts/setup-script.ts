import { placed, programPath } from '../../os/places.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, phases, type Step, scriptFile } from '../part.ts';
import { unfoldPath } from './unfold-script.ts';

const HEAD = `#!/bin/sh
# The first boot's work. It can be run again at any time.
set -eu
. @LIB@/common.sh
# Put every file on disk before a long installation.
sync
`;

/** Before the first step, since all of them read the lists. */
const unfold = (path: string): string => `[ ! -e ${path} ] || step 'write the lists of peers' sh ${path}\n`;

/**
 * `meshinit-setup`: the first boot's work, made of the parts' steps in the order of their phases.
 * @param isFolded whether it has to write the lists of peers first
 */
export function setupScript(plan: HostPlan, parts: readonly Part[], isFolded = false): PlannedFile {
  const functions = [...new Set(parts.flatMap((part) => part.functions ?? []))];
  // Each once: the package managers count them.
  const tools = [...new Set(parts.flatMap((part) => part.tools ?? []))];
  const install: Step = { phase: 'install', does: 'install tools', run: `install_packages ${tools.join(' ')}` };
  const steps = [...(tools.length > 0 ? [install] : []), ...parts.flatMap((part) => part.steps ?? [])];
  const lines = phases.flatMap((phase) =>
    steps.filter((step) => step.phase === phase).map((step) => `step '${step.does}' ${step.run}\n`),
  );
  const content = [
    placed(HEAD, plan.os),
    ...functions,
    (isFolded ? unfold(unfoldPath(plan)) : '') + lines.join(''),
    'install -D /dev/null /var/lib/meshinit/ready\nsync\nstatus ready\n',
  ].join('\n');
  return scriptFile(programPath('setup', plan.os), content, [origins.host(plan), origins.ovs, origins.docker]);
}
