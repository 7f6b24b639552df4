import type { HostPlan } from '../host-plan.ts';
import type { Part } from '../part.ts';

/** Docker last of all, so that its package's own start finds the bridge; none where the image has it. */
export function dockerPackages(plan: HostPlan): Part[] {
  const source = plan.os.docker.from[plan.dockerFrom];
  if (!source) throw new Error(`${plan.os.id} cannot take Docker from ${plan.dockerFrom}`);
  const { packages, repository } = source;
  const install = { phase: 'docker', does: 'install Docker', run: `install_packages ${packages.join(' ')}` } as const;
  const start = { phase: 'docker', does: 'start Docker', run: 'start_docker' } as const;
  return [...(repository ? [repository] : []), { steps: packages.length === 0 ? [start] : [install, start] }];
}
