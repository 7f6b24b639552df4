import { layoutOf } from '../../layouts/layouts.ts';
import { networkKey } from '../../manifest/network.ts';
import { example, twoHosts } from '../example.ts';
import type { TunnelRule } from '../rule.ts';

const MOST = 50;
const MANY = Array.from({ length: MOST + 1 }, (_, index) => `host${index + 1}: { address: 10.0.0.${index + 11} }`);

export const largeDomain = {
  law: {
    code: 'MI0654',
    severity: 'warning',
    title: 'A broadcast domain should have at most about 50 hosts.',
    explanation:
      'The mesh is one Ethernet segment: every ARP request of every container goes to every host, and a full mesh sends a copy through each tunnel. Layout `routed` has no broadcasts. With `control: {evpn: …}` other frames go to one host alone and look-ups of hosts stay at home, though broadcasts do not. Several smaller clusters scale further, too.',
    wrong: example(MANY),
    right: twoHosts(),
  },
  checkTunnels({ manifest, network, report }) {
    const { members, membersPath, layout } = network;
    if (members.length <= MOST || layoutOf(layout).isRouted) return;
    report({
      path: membersPath,
      at: 'key',
      message: `${members.length} hosts share one broadcast domain; with more than about ${MOST}, broadcasts become a burden`,
      hint: `Set ${networkKey(network, 'layout')}: routed, which has none${manifest.control ? '' : '; where containers need one Ethernet segment, network.control: {evpn: …} keeps frames for one host from all others'}; split the cluster; or say why that is fine here: allow: { MI0654: why }.`,
    });
  },
} as const satisfies TunnelRule;
