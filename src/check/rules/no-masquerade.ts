import { firewallFacts } from '../../firewalls/firewalls.ts';
import { layoutOf } from '../../layouts/layouts.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';

export const noMasquerade = {
  law: {
    code: 'MI0657',
    severity: 'warning',
    title: 'Masquerading in layout per-host needs a firewall.',
    explanation:
      'In this layout Docker’s own masquerading is off, since it would rewrite traffic to the other hosts; a firewall rule takes its place. With `firewall: none` nothing masquerades, and containers cannot reach the outside.',
    wrong: twoHosts('network: { layout: per-host }\nfirewall: none\n'),
    right: twoHosts('network: { layout: per-host, masquerade: false }\nfirewall: none\n'),
  },
  checkNetwork({ manifest, network, isBroken, report }) {
    const { layout, masquerade } = network;
    const { firewall = 'auto' } = manifest.input;
    if (firewall === 'auto' || firewallFacts(firewall).masquerades) return;
    if (layoutOf(layout).dockerMasquerades || !masquerade) return;
    if (isBroken(networkPath(network, 'masquerade'))) return;
    report({
      path: ['firewall'],
      message: `firewall ${firewall} with ${networkKey(network, 'layout')} ${layout}: nothing masquerades, so containers cannot reach the outside`,
      hint: `Set firewall: auto, or ${networkKey(network, 'masquerade')}: false where your own router does NAT.`,
      related: [{ path: networkPath(network, 'layout'), message: 'Docker’s own masquerading is off in this layout' }],
    });
  },
} as const satisfies NetworkRule;
