import { carrierOf } from '../dataplanes/dataplane.ts';
import { layoutOf } from '../layouts/layouts.ts';
import { type ComposeFile, pinsAddress } from '../manifest/compose.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { containersOn } from '../mesh/containers-by.ts';
import { membershipIn } from '../mesh/membership-in.ts';
import type { Cluster, Mesh, Node } from '../mesh/mesh.ts';
import { lowerHalf } from '../mesh/slice-halves.ts';
import { osOf } from '../os/oses.ts';
import { ovsVersion } from '../os/ovs-version.ts';
import { remembered } from '../remembered.ts';
import { chosenFor } from './chosen-for.ts';
import type { HostContainer } from './container-list.ts';
import { features } from './features/features.ts';
import type { HostConfig } from './host-config.ts';
import { hostCredential } from './host-credential.ts';
import type { HostNetwork, HostPlan } from './host-plan.ts';
import { keptServices } from './kept-services.ts';
import type { Part, PlannedFile } from './part.ts';
import { checkScript } from './parts/check-script.ts';
import { hostConf } from './parts/host-conf.ts';
import { setupScript } from './parts/setup-script.ts';
import { sysctlFiles } from './parts/sysctl-files.ts';
import { unfoldScript } from './parts/unfold-script.ts';
import { wireguardKey } from './wireguard-key.ts';
import { wireguardOf } from './wireguard-of.ts';

/** One host's files and commands, from the parts that its features add. */
export function buildHost(manifest: Manifest, cluster: Cluster, node: Node): HostConfig {
  const plan = planHost(manifest, cluster, node);
  const parts = features.flatMap((feature) => feature(plan));
  const files = [
    ...parts.flatMap((part) => part.files ?? []),
    ...hostConf(plan, parts),
    ...sysctlFiles(plan, parts),
    checkScript(plan, parts),
    setupScript(plan, parts),
  ];
  const paths = new Set(files.map((file) => file.path));
  if (paths.size !== files.length) throw new Error(`a file of ${node.name} is planned twice`);
  const foldedPaths = new Set(parts.flatMap(foldedBy));
  return {
    plan,
    files: files.toSorted(byPath),
    foldable: files.reduce((sum, { path, content }) => sum + (foldedPaths.has(path) ? content.length : 0), 0),
    fold: () => fold(plan, parts, files, foldedPaths),
    ...plan.os.commands,
  };
}

const hostsByName = remembered(({ hosts }: Manifest) => new Map(hosts.map((host) => [host.name, host])));

const composeByHost = remembered(({ compose }: Manifest) => new Map(compose.map((file) => [file.host, file])));

const byPath = (a: PlannedFile, b: PlannedFile): number => (a.path < b.path ? -1 : 1);

const foldedBy = ({ foldings = [] }: Part): string[] => foldings.flatMap(({ paths }) => paths);

function fold(
  plan: HostPlan,
  parts: readonly Part[],
  files: readonly PlannedFile[],
  folded: ReadonlySet<string>,
): PlannedFile[] {
  const setup = setupScript(plan, parts, true);
  const foldings = parts.flatMap((part) => part.foldings ?? []);
  const kept = files.filter(({ path }) => path !== setup.path && !folded.has(path));
  return [...kept, setup, unfoldScript(plan, foldings)].toSorted(byPath);
}

function hostNetwork(
  mesh: Mesh,
  { name }: Node,
  containers: readonly HostContainer[],
  compose: ComposeFile | undefined,
): HostNetwork | undefined {
  const member = membershipIn(mesh, name);
  if (!member) return undefined;
  const isHalved =
    containers.some(({ planned }) => planned.networks.some(({ network }) => network === mesh.name)) ||
    (compose !== undefined && pinsAddress(compose, mesh.name));
  return { mesh, member, layout: layoutOf(mesh.layout), range: isHalved ? lowerHalf(member.slice) : member.slice };
}

const declarations = remembered(
  ({ containers }: Manifest) => new Map(containers.map((container) => [container.name, container])),
);

const containersOf = (manifest: Manifest, cluster: Cluster, { name }: Node): HostContainer[] =>
  containersOn(cluster, name).flatMap((planned) => {
    const container = declarations(manifest).get(planned.name);
    return container ? [{ container, planned }] : [];
  });

function planHost(manifest: Manifest, cluster: Cluster, node: Node): HostPlan {
  const input = hostsByName(manifest).get(node.name);
  const os = input?.os && osOf(input.os);
  if (!input || !os) throw new Error(`${node.name} has no operating system`);
  const { dataplane, stack, firewall, dockerFrom } = chosenFor(os, input, manifest);
  if (!dataplane || !stack || !firewall || !dockerFrom) {
    throw new Error(`${os.id} has no dataplane, stack, firewall or Docker, not even none`);
  }
  const containers = containersOf(manifest, cluster, node);
  const compose = composeByHost(manifest).get(node.name);
  const [main, ...others] = cluster.networks.flatMap((mesh) => hostNetwork(mesh, node, containers, compose) ?? []);
  if (!main) throw new Error(`${node.name} is in no network`);
  return {
    manifest,
    input,
    cluster,
    node,
    networks: [main, ...others],
    containers,
    compose,
    os,
    dataplane: main.layout.isRouted
      ? carrierOf(dataplane, main.mesh.tunnel)
      : ((cluster.control && dataplane.announced) ?? dataplane),
    stack,
    firewall,
    dockerFrom,
    wireguard: wireguardOf(cluster, node, (key) => wireguardKey(manifest, input, node, key)),
    credential: () => hostCredential(manifest, input, node, cluster.overlay),
    keptServices: keptServices(manifest, input, os, firewall),
    ovsVersion: ovsVersion(input),
  };
}
