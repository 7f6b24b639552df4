import { twoHosts } from '../example.ts';
import { oldKernels } from '../kernels.ts';
import type { Rule } from '../rule.ts';

export const kernelForIpv4 = {
  law: {
    code: 'MI0651',
    severity: 'warning',
    title: "Every host's kernel carries the kind of tunnel.",
    explanation:
      'GRE came to the datapath of Open vSwitch with kernel 3.11, VXLAN with 3.12, Geneve with 3.18. An older one works only with a kernel that you upgrade, or with a module from elsewhere.',
    wrong: twoHosts('network: { tunnel: geneve }\n', 'ubuntu-14.04'),
    right: twoHosts('network: { tunnel: vxlan }\n', 'ubuntu-14.04'),
  },
  check(context) {
    const remedy = 'see to a newer kernel in the image';
    for (const found of oldKernels(context, 4, remedy)) context.report(found);
  },
} as const satisfies Rule;
