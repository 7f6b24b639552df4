import { twoHosts } from '../example.ts';
import { oldKernels } from '../kernels.ts';
import type { TunnelRule } from '../rule.ts';

export const kernelForIpv4 = {
  law: {
    code: 'MI0651',
    severity: 'warning',
    title: "Every host's kernel should support the tunnel.",
    explanation:
      'The kernel’s Open vSwitch datapath gained GRE in 3.11, VXLAN in 3.12 and Geneve in 3.18. On an older kernel the tunnel works only after a kernel upgrade, or with an out-of-tree module.',
    wrong: twoHosts('network: { tunnel: geneve }\n', 'ubuntu-14.04'),
    right: twoHosts('network: { tunnel: vxlan }\n', 'ubuntu-14.04'),
  },
  checkTunnels(context) {
    const remedy = 'use an image with a newer kernel';
    for (const found of oldKernels(context, 4, remedy)) context.report(found);
  },
} as const satisfies TunnelRule;
