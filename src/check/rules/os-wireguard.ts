import { oses } from '../../os/oses.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const osWireguard = {
  law: {
    code: 'MI0623',
    severity: 'error',
    title: 'Encryption needs a system with WireGuard.',
    explanation:
      'WireGuard is part of Linux since 5.6, and some older kernels of distributions carry it. Ubuntu before 20.04, CentOS 7 and Enterprise Linux 8 have it only as a module from elsewhere, which breaks when the kernel is updated.',
    wrong: twoHosts('encryption: wireguard\n', 'rocky-8'),
    right: twoHosts('encryption: wireguard\n', 'rocky-9'),
  },
  check({ manifest, report }) {
    if (!manifest.encryption) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      if (os.wireguard) continue;
      const able = oses.filter(({ wireguard }) => wireguard !== undefined).map(({ id }) => id);
      report({
        path: osPath(hosts[0]),
        message: `${os.id}, the system of ${fewOf(names)}, has no WireGuard; systems with it: ${able.join(', ')}`,
        hint: 'Use another system, or set encryption: none.',
        related: [{ path: ['encryption'], message: 'encryption is asked for here' }],
      });
    }
  },
} as const satisfies Rule;
