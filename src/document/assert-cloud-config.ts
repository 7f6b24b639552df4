import type { HostPlan } from '../host/host-plan.ts';
import { nameOf } from '../manifest/wording.ts';
import { cloudConfigFaults } from './cloud-config-schema.ts';
import { lacking } from './lacking.ts';

/**
 * What a finished document spells, against cloud-init's schema and what the host's version knows. The user's own part
 * passed both before: what fails here is ours. The value, not the text, since a text of 60 KB takes 4 ms to read; that
 * the text spells it is a property of the tests.
 * @throws Error that names the host and the place, and no value
 */
export function assertCloudConfig(value: Readonly<Record<string, unknown>>, { node, os }: HostPlan): void {
  const [fault] = [...cloudConfigFaults(value), ...lacking(os, value)];
  if (!fault) return;
  const what = 'kind' in fault ? `cloud-init's schema (${fault.kind})` : "what its system's cloud-init knows";
  throw new Error(`the document of ${node.name} breaks ${what} at ${nameOf(fault.path)}`);
}
