import type { DataplaneFacts } from '../../dataplanes/dataplane.ts';
import { placed, programPath } from '../../os/places.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type PlannedFile, scriptFile } from '../part.ts';
import bridge from '../scripts/bridge.sh';
import forwardDrop from '../scripts/forward-drop.sh';
import networkd from '../scripts/networkd.sh';
import verify from '../scripts/verify.sh';
import { shellFunction } from '../shell.ts';
import { dropsForwarded } from './docker-options.ts';

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

const FORWARD = 'echo 1 >/proc/sys/net/ipv4/ip_forward';

/** `meshinit-mesh`: idempotent; `--ready` only verifies. */
export function meshScript(plan: HostPlan, builds: keyof typeof BUILDS): PlannedFile {
  const { scripts } = plan.dataplane;
  const [{ layout }] = plan.networks;
  const { purpose, functions, calls }: Build = BUILDS[builds];
  const { join, addresses } = layout.scripts;
  const joining = [...(layout.hasVeth ? [scripts.join] : []), ...layout.scripts.functions];
  const buildBridge = shellFunction('build_bridge', [bridge, `${join}\n`, ...addresses].join(''));
  const lines = [...calls(join), FORWARD].map((call) => `  ${call}\n`);
  const build = `if [ "\${1-}" != --ready ]; then\n${lines.join('')}fi\n`;
  const content = [
    `#!/bin/sh\n# ${purpose}, and verifies all of it; with --ready it only verifies.\nset -eu\n. @LIB@/common.sh\n`,
    ...functions({ dataplane: scripts, join: joining, bridge: [...joining, buildBridge] }),
    `${build}${verify}${dropsForwarded(plan) ? forwardDrop : ''}[ ! -e /var/lib/meshinit/ready ] || status ready\n`,
  ].join('\n');
  return scriptFile(programPath('mesh', plan.os), placed(content, plan.os), [
    ...origins.networks(plan),
    ...origins.peers(plan),
  ]);
}
