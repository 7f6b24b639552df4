import { cidrText } from '../addresses/cidr.ts';
import { isRoutedFacts } from '../dataplanes/dataplane.ts';
import { rawKeys, rawSources } from '../document/raw-parts.ts';
import type { HostPlan } from '../host/host-plan.ts';
import type { Mesh } from '../mesh/mesh.ts';
import { overlayAddress } from '../mesh/overlay.ts';
import type { PlannedOverlay } from '../mesh/planned-overlay.ts';
import { isPlain } from '../tunnels/tunnels.ts';

/** What no running host can be brought to: of a plan, as a text to be compared and shown. */
interface Fixed {
  readonly name: string;
  readonly of: (plan: HostPlan) => string;
  /** Whether the texts are too long for a sentence. */
  readonly isLong?: true;
}

/** Of routes also what carries them: devices of the one would stand beside those of the other. */
const layoutAndCarrier = ({ networks: [{ mesh }], dataplane }: HostPlan): string =>
  isRoutedFacts(dataplane) && isPlain(mesh.tunnel.kind) ? `${mesh.layout} (${dataplane.title})` : mesh.layout;

/** A matter of the first boot, of packages, or of every container's address. */
const fixed: readonly Fixed[] = [
  { name: 'operating system', of: ({ os }) => os.id },
  { name: 'provider', of: ({ input }) => input.provider },
  { name: 'dataplane', of: ({ dataplane }) => dataplane.dataplane },
  { name: 'network stack', of: ({ stack }) => stack },
  { name: 'firewall', of: ({ firewall }) => firewall },
  { name: 'layout', of: layoutAndCarrier },
  { name: "containers' network", of: ({ networks: [{ mesh }] }) => cidrText(mesh.subnet) },
  // Every container is on the one or the other.
  { name: 'Docker network', of: ({ networks: [{ mesh }] }) => mesh.docker },
  { name: 'Docker source', of: ({ dockerFrom }) => dockerFrom },
  { name: 'Open vSwitch packages', of: ({ manifest }) => JSON.stringify(manifest.input.ovs ?? {}), isLong: true },
  ...rawKeys.map((key) => ({
    name: `${key}, which only the first boot reads,`,
    of: ({ manifest, input }: HostPlan) => JSON.stringify(rawSources(manifest, input, key).map(({ value }) => value)),
    isLong: true as const,
  })),
];

/** Of a further network that stays: what every container on it has been given, and what its devices are made as. */
const fixedOfNetwork: readonly { readonly name: string; readonly of: (mesh: Mesh) => string }[] = [
  { name: 'subnet', of: ({ subnet }) => cidrText(subnet) },
  { name: 'layout', of: ({ layout }) => layout },
  { name: 'carrier', of: ({ vlan }) => (vlan === undefined ? 'tunnels' : 'a VLAN') },
];

/** Why a changed host has to be made anew, a sentence each; none where a running one can be changed. */
export function rebuildReasons(before: HostPlan, after: HostPlan): string[] {
  const ofHost = fixed.flatMap(({ name, of, isLong }) => {
    const [was, is] = [of(before), of(after)];
    if (was === is) return [];
    return [isLong ? `${name} differs` : `${name} changes from ${was} to ${is}`];
  });
  return [...ofHost, ...networkReasons(before, after), ...overlayReasons(before, after)];
}

/** What holds for as long as an overlay lives. A host that has none yet can come to one. */
const fixedOfOverlay: readonly { readonly name: string; readonly of: (overlay: PlannedOverlay) => string }[] = [
  { name: 'engine', of: ({ engine }) => engine },
  { name: 'data path port', of: ({ dataPathPort }) => String(dataPathPort) },
  { name: 'address pool', of: ({ addressPool }) => (addressPool ? cidrText(addressPool) : 'none') },
];

function overlayReasons(before: HostPlan, after: HostPlan): string[] {
  const [was, is] = [before.cluster.overlay, after.cluster.overlay];
  if (!was) return [];
  if (!is) return ['the overlay is gone, and Docker would keep it'];
  const [from, to] = [before, after].map(({ node }) => overlayAddress(node).text);
  return [
    ...fixedOfOverlay.flatMap(({ name, of }) =>
      of(was) === of(is) ? [] : [`${name} of the overlay changes from ${of(was)} to ${of(is)}`],
    ),
    ...(from === to ? [] : [`the address that the overlay knows it by changes from ${from} to ${to}`]),
  ];
}

function networkReasons({ networks: [, ...were] }: HostPlan, { networks }: HostPlan): string[] {
  return were.flatMap(({ mesh: old }) => {
    const young = networks.find(({ mesh }) => mesh.name === old.name)?.mesh;
    return fixedOfNetwork.flatMap(({ name, of }) => {
      if (!young || of(old) === of(young)) return [];
      return [`${name} of network ${old.name} changes from ${of(old)} to ${of(young)}`];
    });
  });
}
