import { cidrText } from '../addresses/cidr.ts';
import { dataplaneSettings } from '../dataplanes/dataplanes.ts';
import { literalFile } from '../document/put-call.ts';
import { bareScript } from '../host/bare-file.ts';
import type { HostConfig } from '../host/host-config.ts';
import { devicesOf, dockerMac, type HostPlan, hasMesh } from '../host/host-plan.ts';
import { RELOADED, STARTED_WITH } from '../host/parts/docker-changes.ts';
import bridge from '../host/scripts/bridge.sh';
import hasAddress from '../host/scripts/has-address.sh';
import apply from '../host/scripts/patch-apply.sh';
import containers from '../host/scripts/patch-containers.sh';
import frame from '../host/scripts/patch-frame.sh';
import networkChanges from '../host/scripts/patch-networks.sh';
import rollBack from '../host/scripts/patch-roll-back.sh';
import changeSwitch from '../host/scripts/patch-switch.sh';
import put from '../host/scripts/put.sh';
import { shellFunction, shellWord } from '../host/shell.ts';
import { loopFacts } from '../mesh/loop-facts.ts';
import { programPath } from '../os/places.ts';
import { stackFacts } from '../stacks/stacks.ts';
import { openingsOfNetwork, removal } from './network-removal.ts';
import { ourPlaces } from './our-places.ts';

/**
 * A POSIX shell script that brings a running host to its plan, and takes that back where the host loses its mesh.
 * Deterministic, like a document; run again it changes nothing.
 * @param before the plan that the host has, where that is known: files that it alone has go too
 */
export function patchScript(config: HostConfig, before?: HostConfig): string {
  const { cluster, node, networks, input, os } = config.plan;
  const [, ...further] = networks;
  const paths = config.files.map(({ path }) => path);
  const alone = before?.files.map(({ path }) => path).filter((path) => !paths.includes(path)) ?? [];
  // Where peers have names, the host itself writes the list of their addresses.
  const planned = [...new Set([...paths, ...networks.map((network) => network.mesh.names.lists.peers)])];
  const strays = [...ourPlaces(os), ...alone];
  // A host that is renamed has its former name until it is patched.
  const names = [node.name, ...(input.input.was === undefined ? [] : [input.input.was])];
  return `#!/bin/sh
# Brings host ${node.name} of cluster ${cluster.name} up to date with its manifest. Made by: meshinit patch ${node.name}
# For root:  ssh ${node.name} sudo sh -s <THIS                  changes it
#            ssh ${node.name} sudo sh -s -- --dry-run <THIS     prints what it would do
#            ssh ${node.name} sudo sh -s -- --within 600 <THIS  rolls back after 600 s instead of 120
#            ssh ${node.name} sudo sh -s -- --hold <THIS        rolls back then, unless somebody confirms it
# If a peer that answered before does not answer after it, the exit status is 3, and everything is rolled back after that
# time unless the peer answers by then. A second run changes nothing.
set -eu
host=${shellWord(node.name)}
setup=${shellWord(programPath('setup', os))}
strays='${strays.join(' ')}'
files=' ${planned.join(' ')} '
networks=' ${further.map((network) => `${network.mesh.name} `).join('')}'
port_files='${stackFacts(config.plan.stack).tunnelFiles ?? ''}'
looks=${looksOf(config.plan)}
reloaded='${RELOADED.join('|')}'
started_with='${STARTED_WITH.join(' ')}'
docker_reload='${config.docker.reload}'
docker_restart='${config.docker.restart}'
${put}
${frame}
${containers}
${networkChanges}
${openingsOfNetwork}${removal}
removal() {
cat <<'REMOVAL'
${removal}REMOVAL
}
${apply}
${changeOf(config.plan)}
main() {
while [ "$#" -gt 0 ]; do
    case $1 in
    --dry-run) dry_run=1 ;;
    --hold) hold=1 ;;
    --within)
        shift
        case \${1-} in '' | 0* | *[!0-9]*) give_up "--within takes a number of seconds" ;; esac
        seconds=$1
        ;;
    *) give_up "unknown option '$1'; known: --dry-run, --hold, --within SECONDS" ;;
    esac
    shift
done
[ "$(id -u)" -eq 0 ] || give_up 'only root can do this'
umask 022
[ -e /etc/meshinit/host.conf ] || give_up 'this host is not in a mesh yet: boot it with its document'
grep -Eqx 'HOST=(${names.join('|')})' /etc/meshinit/host.conf || give_up "this is not $host, but $(sed -n 's/^HOST=//p' /etc/meshinit/host.conf)"
${isSameNetwork(config.plan)} || give_up "the containers' network differs: rebuild the host"
[ ! -e "$kept/roll-back" ] || give_up "an earlier patch is waiting: touch $kept/confirmed keeps it, $kept/roll-back undoes it"
${config.files.map((file) => literalFile(file, bareScript(file))).join('')}patch_host <<'ROLL_BACK'
${rollBack}ROLL_BACK
}

main "$@" </dev/null
`;
}

/** Whether the host has the containers' network of its plan: none where there is none. */
const isSameNetwork = (plan: HostPlan): string =>
  hasMesh(plan)
    ? `grep -Fqx 'SUBNET=${cidrText(plan.networks[0].mesh.subnet)}' /etc/meshinit/host.conf`
    : '! grep -q ^SUBNET= /etc/meshinit/host.conf';

/** How often, about two seconds apart, the mesh is looked for: no less than its loop protection may take to heal. */
const looksOf = ({ networks }: HostPlan): number =>
  6 + Math.ceil(Math.max(...networks.map(({ mesh }) => loopFacts(mesh.loops.kind).healsIn)) / 2);

/**
 * What brings the network to files that only the next boot would read. Nothing where the setup's own steps build it:
 * those change what stands, too.
 */
function changeOf(plan: HostPlan): string {
  if (stackFacts(plan.stack).rebuilds || !hasMesh(plan)) return 'save_network() { :; }\nchange_network() { :; }\n';
  const [main] = plan.networks;
  const settings = {
    PEERS: main.mesh.names.lists.peers,
    BRIDGE: main.mesh.names.bridge,
    BRIDGE_MAC: dockerMac(main),
    // Further networks are built by the setup itself.
    DEVICES: devicesOf(plan, main).join(' '),
    ...dataplaneSettings(plan, main),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${shellWord(String(value))}\n`);
  const addresses = shellFunction('address_devices', [bridge, ...main.layout.scripts.addresses].join(''));
  return lines.join('') + hasAddress + addresses + changeSwitch;
}
