import { isNamed } from '../../addresses/host-address.ts';
import { layoutOf } from '../../layouts/layouts.ts';
import { CONTROL_PATH } from '../../manifest/control.ts';
import { hostsOf, mainKeys, networkKey, networkPath } from '../../manifest/network.ts';
import { hasTwoAddresses, insideOf, outsideOf } from '../../manifest/underlays.ts';
import { dataplaneIdsOf } from '../../os/os-facts.ts';
import { oses } from '../../os/oses.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { CheckContext, ManifestRule } from '../rule.ts';
import { fewOf } from '../wording.ts';

const EVPN = 'network: { control: { evpn: { reflectors: [host1] } } }\n';

export const controlHosts = {
  law: {
    code: 'MI0630',
    severity: 'error',
    title: 'BGP EVPN needs FRR, the dataplane linux and, between hosts, one IPv4 address of each.',
    explanation:
      'FRR announces what the kernel’s bridge has learned, and fills the kernel’s VXLAN device: Open vSwitch knows nothing of it, and in layout `routed` there are no Ethernet addresses to announce. Ubuntu before 20.04, CentOS 7, Amazon Linux, Fedora CoreOS and Flatcar have no package that a document could install. A network’s key is not 0, which FRR has another meaning for. All peers are told one address of a host, which its tunnels come from; FRR takes it for IPv4. Inside WireGuard that is the WireGuard address, whatever the others are.',
    wrong: twoHosts(EVPN, 'flatcar'),
    right: twoHosts(EVPN),
  },
  check(context) {
    if (!context.manifest.control || context.isBroken(CONTROL_PATH)) return;
    reportLayout(context);
    reportDataplane(context);
    reportSystems(context);
    reportFamily(context);
    reportAddresses(context);
    reportKeys(context);
  },
} as const satisfies ManifestRule;

const ASKED = [{ path: CONTROL_PATH, message: 'BGP EVPN is asked for here' }];

function reportLayout({ manifest: { networks }, isBroken, report }: CheckContext): void {
  const [main] = networks;
  const path = networkPath(main, 'layout');
  if (!layoutOf(main.layout).isRouted || isBroken(path)) return;
  report({
    path,
    message: 'network.layout routed has no Ethernet addresses that network.control.evpn could announce',
    hint: 'Remove control: every host knows its routes already. Or use layout: shared or per-host.',
    related: ASKED,
  });
}

function reportDataplane({ manifest, report }: CheckContext): void {
  if (mainKeys(manifest.input).dataplane !== 'ovs') return;
  report({
    path: ['network', 'dataplane'],
    message:
      'network.control.evpn needs network.dataplane linux: FRR fills the kernel’s tables, and Open vSwitch has its own',
    hint: 'Remove dataplane.',
    related: ASKED,
  });
}

function reportSystems({ manifest, report }: CheckContext): void {
  for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
    if (os.frr && dataplaneIdsOf(os).includes('linux')) continue;
    const able = oses.filter(({ frr }) => frr !== undefined).map(({ id }) => id);
    report({
      path: osPath(hosts[0]),
      message: `${os.id}, the system of ${fewOf(names)}, has no FRR; systems with it: ${able.join(', ')}`,
      hint: 'Use another system, or set network.control: static.',
      related: ASKED,
    });
  }
}

function reportFamily({ manifest: { networks, encryption, input }, isBroken, report }: CheckContext): void {
  const [{ tunnel }] = networks;
  if (tunnel.family === 4 || isBroken(['encryption'])) return;
  report({
    path: CONTROL_PATH,
    at: 'key',
    message: encryption
      ? 'network.control.evpn announces IPv4 addresses of hosts, and encryption.range is IPv6'
      : 'network.control.evpn announces IPv4 addresses of hosts, and the hosts have IPv6 addresses',
    hint: encryption
      ? 'Use a range of IPv4, or remove it.'
      : 'Use encryption: wireguard, whose addresses are IPv4, or set control: static.',
    related: typeof input.encryption === 'object' ? [{ path: ['encryption', 'range'], message: 'IPv6' }] : [],
  });
}

function reportKeys({ manifest: { networks }, isBroken, report }: CheckContext): void {
  for (const network of networks) {
    const path = networkPath(network, 'tunnel', 'key');
    if (network.tunnel.key !== 0 || isBroken(path)) continue;
    report({
      path,
      message: `${networkKey(network, 'tunnel', 'key')} is 0, which FRR takes for all networks at once`,
      hint: 'Remove key, or use a number from 1 on.',
      related: ASKED,
    });
  }
}

/** Inside WireGuard every host has one address for all. */
function reportAddresses({ manifest: { networks, encryption }, report }: CheckContext): void {
  if (encryption) return;
  const hosts = hostsOf(networks[0]);
  for (const host of hosts) {
    const [inside, outside] = [insideOf(host), outsideOf(host)];
    if (!inside || !outside) continue;
    const hasSeveral = hasTwoAddresses(host, hosts);
    if (!hasSeveral && !isNamed(inside.address)) continue;
    report({
      path: inside.path,
      message: hasSeveral
        ? `network.control.evpn announces one address of each host, and hosts.${host.name} has ${inside.address.text} for its site and ${outside.address.text} for others`
        : `network.control.evpn announces addresses of hosts, and hosts.${host.name} has the name ${inside.address.text}`,
      hint: 'Use encryption: wireguard, which gives each host one address for all, or set control: static.',
      related: ASKED,
    });
  }
}
