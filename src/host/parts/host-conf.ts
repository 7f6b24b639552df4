import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, textFile } from '../part.ts';
import { shellWord } from '../shell.ts';

/** Shell variables: every script is the same on every host, and reads what differs from here. */
export function hostConf(plan: HostPlan, parts: readonly Part[]): PlannedFile {
  const settings = parts.flatMap((part) => Object.entries(part.settings ?? {}));
  const lines = settings.map(([name, value]) => `${name}=${shellWord(String(value))}\n`);
  const header = "# This host's numbers, for meshinit's scripts.\n";
  return textFile('/etc/meshinit/host.conf', header + lines.join(''), [origins.host(plan), ...origins.networks(plan)]);
}
