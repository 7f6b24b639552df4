import type { HostConfig } from '../host/host-config.ts';
import type { HostNetwork } from '../host/host-plan.ts';
import { type HostChange, type HostSide, hostChange } from './host-change.ts';
import { interruptions } from './interruptions.ts';
import type { LinkEnd } from './link-changes.ts';
import { rebuildReasons } from './rebuild-reasons.ts';

interface PlanSide extends HostSide {
  readonly config: HostConfig;
}

const sideOf = (config: HostConfig): PlanSide => ({
  config,
  files: config.files,
  taint: config.plan.manifest.taint,
  links: config.plan.networks.flatMap(linkEnds),
});

/** One with a tag has no links of its own; where nothing is built there is none to change. */
const linkEnds = ({ mesh, member, layout }: HostNetwork, place: number): LinkEnd[] =>
  layout.isBuilt && mesh.vlan === undefined
    ? member.links.map(({ name, peer, remote }) => ({
        ...(place === 0 ? {} : { network: mesh.name }),
        ...{ peer: peer.name, name, remote: remote.address.text },
      }))
    : [];

/** One host by the plans of two manifests. */
export const planChange = (before: HostConfig | undefined, after: HostConfig | undefined): HostChange =>
  hostChange((after ?? before)?.plan.node.name ?? '', before && sideOf(before), after && sideOf(after), {
    rebuild: (old, young) => rebuildReasons(old.config.plan, young.config.plan),
    interrupts: (old, young, files, links) => interruptions(old.config, young.config, files, links),
  });
