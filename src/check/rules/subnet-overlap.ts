import { overlaps } from '../../addresses/cidr.ts';
import { networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { ManifestRule } from '../rule.ts';
import { type Subnet, subnetOf } from '../subnet.ts';

export const subnetOverlap = {
  law: {
    code: 'MI0419',
    severity: 'error',
    title: 'Subnets of two networks must not overlap.',
    explanation:
      'A host that is in both would not know which of them an address belongs to, and Docker refuses the second network. Hosts that are in one alone still share the rest of the cluster’s routes.',
    wrong: twoHosts('network: { subnet: 10.77.0.0/16 }\nnetworks: { backend: { subnet: 10.77.128.0/17 } }\n'),
    right: twoHosts('network: { subnet: 10.77.0.0/16 }\nnetworks: { backend: { subnet: 10.78.0.0/16 } }\n'),
  },
  check({ manifest, report, isBroken }) {
    const before: Subnet[] = [];
    for (const network of manifest.networks) {
      const subnet = subnetOf({ network, isBroken });
      if (!subnet) continue;
      const other = before.find((earlier) => overlaps(earlier, subnet));
      before.push(subnet);
      if (!other) continue;
      report({
        path: networkPath(network, 'subnet'),
        message: `${subnet.text} overlaps ${other.text}`,
        hint: 'Use a block that no other network has.',
        related: other.related,
      });
    }
  },
} as const satisfies ManifestRule;
