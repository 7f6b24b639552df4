import { example } from '../example.ts';
import { type BridgePin, bridgePins } from '../pins.ts';
import type { NetworkRule } from '../rule.ts';

export const duplicateBridge = {
  law: {
    code: 'MI0408',
    severity: 'error',
    title: 'Two hosts must not pin the same mesh address.',
    explanation: 'Replies to one host would reach the other: each bridge needs its own address.',
    wrong: example([
      'host1: { address: 10.0.0.11, bridge: 172.17.42.1 }',
      'host2: { address: 10.0.0.12, bridge: 172.17.42.1 }',
    ]),
    right: example([
      'host1: { address: 10.0.0.11, bridge: 172.17.42.1 }',
      'host2: { address: 10.0.0.12, bridge: 172.17.42.2 }',
    ]),
  },
  checkNetwork({ network, report }) {
    const owners = new Map<number, BridgePin>();
    for (const pin of bridgePins(network)) {
      const owner = owners.get(pin.bridge);
      if (!owner) {
        owners.set(pin.bridge, pin);
        continue;
      }
      report({
        path: pin.path,
        message: `hosts.${pin.host.name} and hosts.${owner.host.name} pin the same mesh address ${pin.text}`,
        hint: 'Pin another address, or let meshinit choose one.',
        related: [{ path: owner.path, message: `hosts.${owner.host.name} has it first` }],
      });
    }
  },
} as const satisfies NetworkRule;
