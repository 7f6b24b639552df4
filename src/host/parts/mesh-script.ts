import { type HostPlan, origins } from '../host-plan.ts';
import { type PlannedFile, scriptFile } from '../part.ts';
import bridge from '../scripts/bridge.sh';
import networkd from '../scripts/networkd.sh';
import verify from '../scripts/verify.sh';

/** What `meshinit-mesh` builds itself; the rest is the stack's, and is only verified. */
export type Builds = 'switch and bridge' | 'bridge' | 'what networkd cannot' | 'nothing';

const PURPOSE: Readonly<Record<Builds, string>> = {
  'switch and bridge': "Builds the switch, its tunnels and Docker's bridge, at every boot before Docker starts.",
  bridge: "Builds Docker's bridge on the switch that ifcfg files made, at every boot before Docker starts.",
  'what networkd cannot': "Has systemd-networkd make the mesh's devices, and adds what its files cannot say.",
  nothing: 'Verifies what ifupdown built, at every boot before Docker starts.',
};

/** `/usr/local/sbin/meshinit-mesh`: idempotent; `--ready` only verifies. */
export function meshScript(plan: HostPlan, builds: Builds): PlannedFile {
  const { scripts } = plan.dataplane;
  const buildBridge = [bridge, ...(plan.layout.veth ? [scripts.join] : []), plan.layout.script];
  const fragments = {
    'switch and bridge': [...scripts.build, ...buildBridge],
    bridge: buildBridge,
    'what networkd cannot': [networkd],
    nothing: [],
  }[builds];
  const calls = {
    'switch and bridge': ['build_switch', 'build_bridge'],
    bridge: ['build_bridge'],
    'what networkd cannot': ['tell_networkd'],
    nothing: [],
  }[builds];
  const build = calls.length === 0 ? '' : `if [ "\${1-}" != --ready ]; then\n    ${calls.join('\n    ')}\nfi\n`;
  const content = [
    `#!/bin/sh\n# ${PURPOSE[builds]}\n# It can be run again at any time; with --ready it changes nothing.\nset -eu\n. /usr/local/lib/meshinit/common.sh\ndoing='bring up the mesh'\n`,
    ...scripts.common,
    ...fragments,
    scripts.verify,
    verify,
    `${build}verify\n[ ! -e /var/lib/meshinit/ready ] || status ready\n`,
  ].join('\n');
  return scriptFile('/usr/local/sbin/meshinit-mesh', content, [origins.network, ...origins.peers(plan)]);
}
