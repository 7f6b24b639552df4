import { example } from '../example.ts';
import { oldKernels } from '../kernels.ts';
import type { TunnelRule } from '../rule.ts';

export const kernelForIpv6 = {
  law: {
    code: 'MI0605',
    severity: 'error',
    title: "Every host's kernel must support the tunnel over IPv6.",
    explanation:
      'The Linux kernel gained tunnels over IPv6 one by one: VXLAN in 4.3, Geneve in 4.4, GRE (`ip6gre`) in 4.18. On an older kernel they never come up.',
    wrong: example(['host1: { address: fd00::11 }', 'host2: { address: fd00::12 }'], '', 'ubuntu-14.04'),
    right: example(['host1: { address: fd00::11 }', 'host2: { address: fd00::12 }']),
  },
  checkTunnels(context) {
    const remedy = 'give the hosts IPv4 addresses or a newer system';
    for (const found of oldKernels(context, 6, remedy)) context.report(found);
  },
} as const satisfies TunnelRule;
