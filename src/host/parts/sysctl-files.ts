import { type HostPlan, origins } from '../host-plan.ts';
import { type Part, type PlannedFile, textFile } from '../part.ts';

/** The kernel's parameters of all parts, set at every boot. At the first one the parts' own scripts set them. */
export function sysctlFiles(plan: HostPlan, parts: readonly Part[]): PlannedFile[] {
  const sysctls = parts.flatMap((part) => part.sysctls ?? []);
  if (sysctls.length === 0) return [];
  const lines = sysctls.map(({ why, key, value }) => `# ${why}\n${key} = ${value}\n`);
  return [textFile('/etc/sysctl.d/60-meshinit.conf', lines.join(''), [...origins.networks(plan), origins.host(plan)])];
}
