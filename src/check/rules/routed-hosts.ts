import { chosenFor } from '../../host/chosen-for.ts';
import { LET_IN_OPTIONS } from '../../host/let-in-options.ts';
import { layoutOf } from '../../layouts/layouts.ts';
import { hostsOf, mainKeys, networkPath } from '../../manifest/network.ts';
import { dataplaneIdsOf } from '../../os/os-facts.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const routedHosts = {
  law: {
    code: 'MI0629',
    severity: 'error',
    title: 'Layout routed needs the dataplane linux, and meshinit sets the Docker options that let routed packets in.',
    explanation:
      'The kernel routes, so Open vSwitch has no part in it. Where Docker keeps its rules in nftables, these options let in what is routed to a container: `allow-direct-routing` and `bridge-accept-fwmark`. meshinit sets both.',
    wrong: twoHosts('network: { layout: routed, dataplane: ovs }\n'),
    right: twoHosts('network: { layout: routed }\n'),
  },
  check(context) {
    const [main] = context.manifest.networks;
    const { isRouted, isBuilt } = layoutOf(main.layout);
    if (!isRouted || !isBuilt || context.isBroken(networkPath(main, 'layout'))) return;
    reportDataplane(context);
    reportDocker(context);
  },
} as const satisfies Rule;

const ROUTED = [{ path: ['network', 'layout'], message: 'layout routed' }];

function reportDataplane({ manifest, report }: CheckContext): void {
  if (mainKeys(manifest.input).dataplane === 'ovs') {
    report({
      path: ['network', 'dataplane'],
      message: 'network.layout routed needs network.dataplane linux: the kernel routes, Open vSwitch would not',
      hint: 'Remove dataplane.',
      related: ROUTED,
    });
    return;
  }
  for (const { shared: os, hosts, names } of hostsByOs(hostsOf(manifest.networks[0]))) {
    if (dataplaneIdsOf(os).includes('linux')) continue;
    report({
      path: osPath(hosts[0]),
      message: `network.layout routed needs the dataplane linux, which ${os.id}, the system of ${fewOf(names)}, does not have`,
      hint: 'Use another system there, or layout: per-host.',
      related: ROUTED,
    });
  }
}

/** Options that let routed packets in, where Docker keeps its rules in nftables. */
function reportDocker({ manifest, report }: CheckContext): void {
  const daemon = manifest.input.docker?.daemon ?? {};
  for (const { shared: os, names, hosts } of hostsByOs(hostsOf(manifest.networks[0]))) {
    const own = os.docker.from[chosenFor(os, hosts[0], manifest).dockerFrom ?? 'none']?.daemon;
    if ({ ...own, ...daemon }['firewall-backend'] !== 'nftables') continue;
    for (const key of Object.keys(LET_IN_OPTIONS)) {
      if (daemon[key] === undefined) continue;
      report({
        path: ['docker', 'daemon', key],
        at: 'key',
        message: `docker.daemon.${key} is set by meshinit in layout routed on ${fewOf(names)}, where Docker keeps its rules in nftables`,
        hint: 'Remove it.',
        related: ROUTED,
      });
    }
  }
}
