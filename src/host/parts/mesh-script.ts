import { type DataplaneFacts, isRoutedFacts } from '../../dataplanes/dataplane.ts';
import { placed, programPath } from '../../os/places.ts';
import { neighbourSysctls } from '../features/routed.ts';
import { forNetworks, hasFurther, hasVlans } from '../further-networks.ts';
import { dockerFiltersIpv6, hasIpv6 } from '../host-ipv6.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type PlannedFile, type Sysctl, scriptFile } from '../part.ts';
import bridge from '../scripts/bridge.sh';
import forwardDrop from '../scripts/forward-drop.sh';
import forwardDrop6 from '../scripts/forward-drop6.sh';
import ipv6 from '../scripts/ipv6.sh';
import networkd from '../scripts/networkd.sh';
import joinVlan from '../scripts/ovs-join-vlan.sh';
import buildVlan from '../scripts/ovs-vlan.sh';
import verify from '../scripts/verify.sh';
import { shellFunction } from '../shell.ts';
import { byLayout } from './by-layout.ts';
import { dropsForwarded } from './docker-options.ts';
import { letInShell } from './routed-docker.ts';

/** Shell of the host's dataplane and layout, from which a script is put together. */
interface Fragments {
  readonly dataplane: DataplaneFacts['scripts'];
  /** Joins the switch to Docker's bridge. */
  readonly join: readonly string[];
  /** Builds Docker's bridge, and joins it. */
  readonly bridge: readonly string[];
}

interface Build {
  /** For the script's head. */
  readonly purpose: string;
  /** The functions that it needs … */
  readonly functions: (fragments: Fragments) => readonly string[];
  /** … and calls, in their order; `join` is the layout's command. */
  readonly calls: (join: string) => readonly string[];
}

/** What `meshinit-mesh` builds itself; the rest is the stack's, and is only verified. */
const BUILDS = {
  'switch and bridge': {
    purpose: "Builds the switch, its tunnels and Docker's bridge",
    functions: ({ dataplane, bridge }) => [...dataplane.common, ...dataplane.build, ...bridge],
    calls: () => ['build_switch', 'build_bridge'],
  },
  bridge: {
    purpose: "Builds Docker's bridge on the switch that ifcfg files made",
    functions: ({ bridge }) => bridge,
    calls: () => ['build_bridge'],
  },
  'what networkd cannot': {
    purpose: "Has systemd-networkd make the mesh's devices, adds what its files cannot say",
    functions: ({ dataplane }) => [...dataplane.common, networkd],
    calls: () => ['tell_networkd'],
  },
  'what ifupdown cannot': {
    purpose: 'Joins what ifupdown built',
    functions: ({ join }) => join,
    calls: (join) => [join],
  },
} as const satisfies Readonly<Record<string, Build>>;

interface Steps {
  readonly functions: readonly string[];
  readonly calls: readonly string[];
}

/** Before the tunnels, which lead to its addresses. */
const WIREGUARD = '@SBIN@/meshinit-wireguard';
const FORWARD = 'echo 1 >/proc/sys/net/ipv4/ip_forward';

/** Before the neighbours, at the first boot: later ones have it from a file. */
const neighbours = ({ value }: Sysctl): string => `echo ${value} >/proc/sys/net/ipv4/neigh/default/gc_thresh3`;

/** What joins switches to bridges: each function once. */
function joiningOf(plan: HostPlan): string[] {
  const layouts = plan.networks.map(({ layout }) => layout);
  const join = hasVlans(plan) ? joinVlan : plan.dataplane.scripts.join;
  return [
    ...(layouts.some(({ hasVeth }) => hasVeth) ? [join] : []),
    ...new Set(layouts.flatMap(({ scripts }) => scripts.functions)),
  ];
}

/**
 * What the script builds for the main network, and for a further one, which is its own work on every stack: a run of its own
 * with that one's numbers.
 */
function buildOf(plan: HostPlan, builds: keyof typeof BUILDS, fragments: Fragments): Steps {
  const { functions, calls }: Build = BUILDS[builds];
  const main = calls(plan.networks[0].layout.scripts.join);
  if (!hasFurther(plan)) return { functions: functions(fragments), calls: main };
  const ofFurther: Build = BUILDS['switch and bridge'];
  const vlan = hasVlans(plan);
  const further = ofFurther.calls('').map((call) => (vlan && call === 'build_switch' ? BUILD_EITHER : call));
  return {
    functions: [...new Set([...functions(fragments), ...ofFurther.functions(fragments), ...(vlan ? [buildVlan] : [])])],
    calls: builds === 'switch and bridge' ? further : ['if [ -z "$NETWORK" ]; then', ...main, 'else', ...further, 'fi'],
  };
}

// biome-ignore lint/suspicious/noTemplateCurlyInString: shell fills it in.
const BUILD_EITHER = 'if [ -n "${VLAN-}" ]; then build_vlan; else build_switch; fi';

/** `meshinit-mesh`: idempotent; `--ready` only verifies. */
export function meshScript(plan: HostPlan, builds: keyof typeof BUILDS): PlannedFile {
  const { scripts } = plan.dataplane;
  const { isRouted } = plan.networks[0].layout;
  const withIpv6 = hasIpv6(plan);
  const { purpose }: Build = BUILDS[builds];
  const join = byLayout(plan, ({ join }) => `${join}\n`);
  // Routes come last, and need the addresses.
  const routes = isRoutedFacts(plan.dataplane)
    ? (withIpv6 ? 'set_ipv6\n' : '') + plan.dataplane.setRoutes
    : (scripts.joined ?? '');
  const addresses = byLayout(plan, ({ addresses }) => addresses.join('')) + routes;
  const joining = joiningOf(plan);
  const buildBridge = shellFunction('build_bridge', [bridge, join, addresses].join(''));
  const fragments = { dataplane: scripts, join: joining, bridge: [...joining, buildBridge] };
  const { functions, calls } = buildOf(plan, builds, fragments);
  const before = [...(plan.wireguard ? [WIREGUARD] : []), ...neighbourSysctls(plan).map(neighbours)];
  const lines = [...before, ...calls, ...(withIpv6 && !isRouted ? ['set_ipv6'] : []), FORWARD].map(
    (call) => `  ${call}\n`,
  );
  const build = `if [ "\${1-}" != --ready ]; then\n${lines.join('')}fi\n`;
  const letIn = letInShell(plan);
  const filters6 = withIpv6 && dockerFiltersIpv6(plan);
  const content = [
    `#!/bin/sh\n# ${purpose}, and verifies all of it; with --ready it only verifies.\nset -eu\n. @LIB@/common.sh\n`,
    ...functions,
    ...(withIpv6 ? [ipv6] : []),
    `${build}${verify}${dropsForwarded(plan) ? forwardDrop : ''}${letIn.ipv4}${filters6 ? forwardDrop6 : ''}${letIn.ipv6}[ ! -e /var/lib/meshinit/ready ] || status ready\n`,
  ].join('\n');
  return scriptFile(programPath('mesh', plan.os), placed(forNetworks(plan, content), plan.os), [
    ...origins.networks(plan),
    ...origins.peers(plan),
  ]);
}
