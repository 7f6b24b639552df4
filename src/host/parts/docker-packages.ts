import type { HostPlan } from '../host-plan.ts';
import type { Part } from '../part.ts';

/** Docker last of all, so that its package's own start finds the bridge; none where the image has it. */
export function dockerPackages({ manifest }: HostPlan, packages: string): Part {
  const install = { phase: 'docker', does: 'install Docker', run: `install_packages ${packages}` } as const;
  const start = { phase: 'docker', does: 'start Docker', run: 'start_docker' } as const;
  return { steps: manifest.input.docker?.from === 'none' ? [start] : [install, start] };
}
