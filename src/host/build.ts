import { layoutOf } from '../layouts/layouts.ts';
import type { Manifest } from '../manifest/manifest.ts';
import type { Mesh, MeshHost } from '../mesh/mesh.ts';
import { dockerSources, firewallIds, type StackId, stackIds } from '../os/os.ts';
import { osOf } from '../os/oses.ts';
import { ovsVersion } from '../os/ovs-version.ts';
import type { HostConfig } from './host-config.ts';
import type { HostPlan } from './host-plan.ts';
import { basePart } from './parts/base.ts';
import { hostConf } from './parts/host-conf.ts';
import { setupScript } from './parts/setup-script.ts';

/** One host's files and commands, from the parts of its operating system. */
export function buildHost(manifest: Manifest, mesh: Mesh, host: MeshHost): HostConfig {
  const plan = planHost(manifest, mesh, host);
  const { os } = plan;
  const stack = os.stacks[plan.stack];
  const firewall = os.firewalls[plan.firewall];
  if (!stack || !firewall) throw new Error(`${os.id} has no ${plan.stack} or no ${plan.firewall}`);
  const parts = [basePart(plan), ...os.parts(plan), ...firewall(plan), ...stack(plan)];
  const files = [...parts.flatMap((part) => part.files ?? []), hostConf(plan, parts), setupScript(plan, parts)];
  const paths = new Set(files.map((file) => file.path));
  if (paths.size !== files.length) throw new Error(`a file of ${host.name} is planned twice`);
  return { plan, files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)), ...os.commands };
}

function planHost(manifest: Manifest, mesh: Mesh, host: MeshHost): HostPlan {
  const input = manifest.hosts.find((candidate) => candidate.name === host.name);
  const os = input?.os && osOf(input.os);
  if (!os) throw new Error(`${host.name} has no operating system`);
  const stack = manifest.input.network?.stack ?? (stackIds(os)[0] as StackId);
  const wanted = manifest.input.firewall ?? 'auto';
  const firewall = wanted === 'auto' ? firewallIds(os)[0] : wanted;
  if (firewall === undefined) throw new Error(`${os.id} has no firewall, not even none`);
  const dockerFrom = manifest.input.docker?.from ?? dockerSources(os)[0];
  if (dockerFrom === undefined) throw new Error(`${os.id} has no Docker, not even its image's`);
  const layout = layoutOf(mesh.layout);
  return {
    manifest,
    input,
    mesh,
    host,
    layout,
    os,
    stack,
    firewall,
    dockerFrom,
    ovsVersion: ovsVersion(input, manifest),
  };
}
