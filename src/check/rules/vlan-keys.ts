import { type Network, networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';

export const vlanKeys = {
  law: {
    code: 'MI0422',
    severity: 'error',
    title: 'A network with a vlan has the tunnels of the main network, and a tag that no other has.',
    explanation:
      'Its frames are tagged and take the main network’s tunnels, so its members, topology and loop protection are the main network’s. Give it tunnels of its own by leaving `vlan` out.',
    wrong: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, vlan: 20, topology: ring } }\n'),
    right: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, vlan: 20 } }\n'),
  },
  checkNetwork({ manifest, network, report }) {
    const { carrier } = network;
    if (!carrier) return;
    const path = networkPath(network, 'vlan');
    for (const key of ['hosts', 'tunnel', 'topology', 'loops'] as const) {
      if (network.input[key] === undefined) continue;
      report({
        path: networkPath(network, key),
        at: 'key',
        message: `${networkKey(network)} has both vlan and ${key}: with a vlan its ${WORDS[key]} the main network's`,
        hint: `Remove ${key}, or remove vlan: the network then has tunnels of its own.`,
        related: [{ path, message: 'the vlan' }],
      });
    }
    const twin = manifest.networks.find((other) => other !== network && other.carrier?.vlan === carrier.vlan);
    if (!twin || isAfter(manifest.networks, twin, network)) return;
    report({
      path,
      message: `${networkKey(network, 'vlan')} is ${carrier.vlan}, and so is ${networkKey(twin, 'vlan')}: they would be one network`,
      hint: 'Give each its own tag, from 1 to 4094.',
      related: [{ path: networkPath(twin, 'vlan'), message: 'has it first' }],
    });
  },
} as const satisfies NetworkRule;

const WORDS = {
  hosts: 'members are',
  tunnel: 'tunnels are',
  topology: 'topology is',
  loops: 'loop protection is',
} as const;

const isAfter = (networks: readonly Network[], one: Network, other: Network): boolean =>
  networks.indexOf(one) > networks.indexOf(other);
