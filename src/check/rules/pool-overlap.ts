import { cidrText, overlaps } from '../../addresses/cidr.ts';
import { DEFAULT_DOCKER, networkPath } from '../../manifest/network.ts';
import { givenPools } from '../docker-pools.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';
import { subnetOf } from '../subnet.ts';

const pools = (base: string): string =>
  `docker:\n  daemon:\n    default-address-pools: [{ base: ${base}, size: 24 }]\n`;

export const poolOverlap = {
  law: {
    code: 'MI0428',
    severity: 'error',
    title: 'A Docker network of the mesh must not overlap docker.daemon.default-address-pools.',
    explanation:
      'Docker takes ranges from these pools for networks of Compose and `docker network create`. On a host that is not in the network it could take the same one.',
    wrong: twoHosts(`networks: { backend: { subnet: 10.78.0.0/16 } }\n${pools('10.78.128.0/17')}`),
    right: twoHosts(`networks: { backend: { subnet: 10.78.0.0/16 } }\n${pools('10.79.0.0/16')}`),
  },
  checkNetwork({ report, ...context }) {
    const { manifest, network } = context;
    const subnet = subnetOf(context);
    if (!subnet || network.docker === DEFAULT_DOCKER) return;
    const pool = givenPools(manifest).find((block) => overlaps(block, subnet));
    if (!pool) return;
    const place = ['docker', 'daemon', 'default-address-pools'];
    report({
      path: subnet.isDefault ? place : networkPath(network, 'subnet'),
      message: `${subnet.text} overlaps ${cidrText(pool)} of docker.daemon.default-address-pools`,
      hint: 'Use a block outside Docker’s pools, or other pools.',
      related: subnet.isDefault ? [] : [{ path: place, message: 'Docker’s pools' }],
    });
  },
} as const satisfies NetworkRule;
