import { layoutOf } from '../../layouts/layouts.ts';
import { hostsOf, mainKeys, networkPath } from '../../manifest/network.ts';
import { dataplaneIdsOf, firewallIdsOf } from '../../os/os-facts.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const routedHosts = {
  law: {
    code: 'MI0629',
    severity: 'error',
    title: 'Layout routed needs the dataplane linux, and rules in iptables that no firewalld takes away.',
    explanation:
      'The kernel routes, so Open vSwitch has no part in it. Docker lets in what is routed to a container by two rules in iptables: a reload of firewalld removes them, and Docker’s backend `nftables` does not read them.',
    wrong: twoHosts('network: { layout: routed, dataplane: ovs }\n'),
    right: twoHosts('network: { layout: routed }\n'),
  },
  check(context) {
    const [main] = context.manifest.networks;
    const { isRouted, isBuilt } = layoutOf(main.layout);
    if (!isRouted || !isBuilt || context.isBroken(networkPath(main, 'layout'))) return;
    reportDataplane(context);
    reportFirewall(context);
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

function reportFirewall({ manifest, isBroken, report }: CheckContext): void {
  const { firewall = 'auto' } = manifest.input;
  if (isBroken(['firewall'])) return;
  for (const { shared: os, hosts, names } of hostsByOs(hostsOf(manifest.networks[0]))) {
    const chosen = firewall === 'auto' ? firewallIdsOf(os)[0] : firewall;
    if (chosen !== 'firewalld') continue;
    report({
      path: firewall === 'auto' ? osPath(hosts[0]) : ['firewall'],
      message: `network.layout routed does not work beside firewalld, which ${fewOf(names)} ${names.length === 1 ? 'has' : 'have'}: its reload removes the rules that let routed packets in`,
      hint: firewallIdsOf(os).includes('nftables') ? 'Use firewall: nftables.' : 'Use layout: per-host.',
      related: ROUTED,
    });
    if (firewall !== 'auto') return;
  }
}

function reportDocker({ manifest, report }: CheckContext): void {
  if (manifest.input.docker?.daemon?.['firewall-backend'] !== 'nftables') return;
  report({
    path: ['docker', 'daemon', 'firewall-backend'],
    message:
      'network.layout routed needs Docker’s rules in iptables: with nftables there is no chain that lets routed packets in',
    hint: 'Remove firewall-backend.',
    related: ROUTED,
  });
}
