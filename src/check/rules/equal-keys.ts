import { type Network, networkKey, networkPath } from '../../manifest/network.ts';
import { tunnelOf } from '../../tunnels/tunnels.ts';
import { twoHosts } from '../example.ts';
import type { ManifestRule } from '../rule.ts';

export const equalKeys = {
  law: {
    code: 'MI0420',
    severity: 'error',
    title: 'Two networks with one kind of tunnel need different keys.',
    explanation:
      'The key (VNI) alone tells whose packet it is: networks of one kind share a port. The main network’s key is 0 unless the manifest gives another: GRE without a key is the same as with 0. Without `key` a further network gets a number that no other has.',
    wrong: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, tunnel: { kind: vxlan, key: 0 } } }\n'),
    right: twoHosts('networks: { backend: { subnet: 10.78.0.0/16, tunnel: { kind: vxlan, key: 20 } } }\n'),
  },
  check({ manifest, report, isBroken }) {
    const owners = new Map<string, Network>();
    for (const network of manifest.networks) {
      const { kind, key = network.isMain ? (tunnelOf(kind).defaultKey ?? NO_KEY) : undefined } = network.tunnel;
      const path = networkPath(network, 'tunnel', 'key');
      // A network with a tag has its carrier's tunnels.
      if (network.carrier || key === undefined || isBroken(path)) continue;
      const place = `${kind} ${key} ${portOf(network)}`;
      const owner = owners.get(place);
      owners.set(place, owner ?? network);
      if (!owner) continue;
      const isGiven = owner.tunnel.key !== undefined;
      report({
        path,
        message: `${networkKey(network, 'tunnel', 'key')} is ${key}, and so is ${networkKey(owner, 'tunnel', 'key')}${isGiven ? '' : ' by default'}: their packets could not be told apart`,
        hint: 'Give one of them another key, or remove this key: meshinit then chooses one.',
        related: isGiven ? [{ path: networkPath(owner, 'tunnel', 'key'), message: 'has it first' }] : [],
      });
    }
  },
} as const satisfies ManifestRule;

/** Of GRE: to Open vSwitch a tunnel without a key is one with key 0 (vswitch.xml, options:in_key): it refuses the second. */
const NO_KEY = 0;

const portOf = ({ tunnel: { kind, port } }: Network): number => port ?? tunnelOf(kind).defaultPort ?? 0;
