import { cidrText, contains } from '../../addresses/cidr.ts';
import { networkKey } from '../../manifest/network.ts';
import { givenPools } from '../docker-pools.ts';
import { twoHosts } from '../example.ts';
import type { NetworkRule } from '../rule.ts';
import { subnetOf } from '../subnet.ts';
import { fewOf } from '../wording.ts';

const pools = (base: string): string =>
  `docker:\n  daemon:\n    default-address-pools: [{ base: ${base}, size: 24 }]\n`;

export const coveredPools = {
  law: {
    code: 'MI0658',
    severity: 'warning',
    title: "The containers' network should leave one of Docker's address pools free.",
    explanation:
      'Each further network (`docker network create`, Compose) takes an unused range from Docker’s pools. If the containers’ network covers them all, creating one fails.',
    wrong: twoHosts(`network: { subnet: 172.17.0.0/16 }\n${pools('172.17.128.0/17')}`),
    right: twoHosts(`network: { subnet: 172.17.0.0/16 }\n${pools('172.30.0.0/16')}`),
  },
  checkNetwork({ report, ...context }) {
    const { manifest, network } = context;
    const subnet = subnetOf(context);
    // Docker's own pools, 172.17.0.0/16 to 172.31.0.0/16 and 192.168.0.0/16, fit together in no legal subnet.
    const given = givenPools(manifest);
    if (!subnet || given.length === 0 || !given.every((pool) => contains(subnet, pool))) return;
    report({
      path: ['docker', 'daemon', 'default-address-pools'],
      at: 'key',
      message: `the containers’ ${subnet.text} covers every pool of docker.daemon.default-address-pools (${fewOf(given.map(cidrText))}): Docker could not create another network`,
      hint: `Add a pool outside ${networkKey(network, 'subnet')}.`,
      related: subnet.related,
    });
  },
} as const satisfies NetworkRule;
