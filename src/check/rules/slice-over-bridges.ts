import { cidrText, overlaps } from '../../addresses/cidr.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { example } from '../example.ts';
import { slicePins } from '../pins.ts';
import type { NetworkRule } from '../rule.ts';

export const sliceOverBridges = {
  law: {
    code: 'MI0406',
    severity: 'error',
    title: 'A pinned slice must not overlap network.bridges.',
    explanation: "Docker would give a container an address from the range of the hosts' own mesh addresses.",
    wrong: example(['host1: { address: 10.0.0.11, slice: 172.17.0.0/18 }'], 'network: { bridges: 172.17.42.0/24 }\n'),
    right: example(['host1: { address: 10.0.0.11, slice: 172.17.64.0/18 }'], 'network: { bridges: 172.17.42.0/24 }\n'),
  },
  checkNetwork({ network, report }) {
    const { bridges } = network;
    if (!bridges) return;
    for (const { host, path, slice } of slicePins(network)) {
      if (!overlaps(slice, bridges)) continue;
      report({
        path,
        message: `hosts.${host.name}.slice ${cidrText(slice)} overlaps ${networkKey(network, 'bridges')} ${cidrText(bridges)}, the range of the hosts’ mesh addresses`,
        hint: `Pin another slice, or set another ${networkKey(network, 'bridges')}.`,
        related: [{ path: networkPath(network, 'bridges'), message: 'the range of the mesh addresses' }],
      });
    }
  },
} as const satisfies NetworkRule;
