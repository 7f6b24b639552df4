import { placed, programPath } from '../../os/places.ts';
import { type HostPlan, origins } from '../host-plan.ts';
import { type PlannedFile, scriptFile } from '../part.ts';
import bridge from '../scripts/bridge.sh';
import forwardDrop from '../scripts/forward-drop.sh';
import networkd from '../scripts/networkd.sh';
import verify from '../scripts/verify.sh';
import { dropsForwarded } from './docker-options.ts';

/** What `meshinit-mesh` builds itself; the rest is the stack's, and is only verified. */
export type Builds = 'switch and bridge' | 'bridge' | 'what networkd cannot' | 'what ifupdown cannot';

const PURPOSE: Readonly<Record<Builds, string>> = {
  'switch and bridge': "Builds the switch, its tunnels and Docker's bridge, at every boot before Docker starts.",
  bridge: "Builds Docker's bridge on the switch that ifcfg files made, at every boot before Docker starts.",
  'what networkd cannot': "Has systemd-networkd make the mesh's devices, and adds what its files cannot say.",
  'what ifupdown cannot': 'Joins what ifupdown built, and verifies it, at every boot before Docker starts.',
};

const FORWARD = 'echo 1 >/proc/sys/net/ipv4/ip_forward';

/** `meshinit-mesh`: idempotent; `--ready` only verifies. */
export function meshScript(plan: HostPlan, builds: Builds): PlannedFile {
  const { scripts } = plan.dataplane;
  const [{ layout }] = plan.networks;
  const join = [...(layout.hasVeth ? [scripts.join] : []), layout.scripts.join];
  const buildBridge = [bridge, layout.scripts.build, ...join];
  const fragments = {
    'switch and bridge': [...scripts.common, ...scripts.build, ...buildBridge],
    bridge: buildBridge,
    'what networkd cannot': [...scripts.common, networkd],
    'what ifupdown cannot': join,
  }[builds];
  const calls = {
    'switch and bridge': ['build_switch', 'build_bridge'],
    bridge: ['build_bridge'],
    'what networkd cannot': ['tell_networkd'],
    'what ifupdown cannot': ['join_bridge'],
  }[builds];
  const build = `if [ "\${1-}" != --ready ]; then\n${[...calls, FORWARD].map((call) => `  ${call}\n`).join('')}fi\n`;
  const content = [
    `#!/bin/sh\n# ${PURPOSE[builds]}\n# It can be run again at any time; with --ready it builds nothing.\nset -eu\n. @LIB@/common.sh\ndoing='bring up the mesh'\n`,
    ...fragments,
    verify,
    `${build}verify\n${dropsForwarded(plan) ? forwardDrop : ''}[ ! -e /var/lib/meshinit/ready ] || status ready\n`,
  ].join('\n');
  return scriptFile(programPath('mesh', plan.os), placed(content, plan.os), [
    ...origins.networks(plan),
    ...origins.peers(plan),
  ]);
}
