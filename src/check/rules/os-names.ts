import { askedFor } from '../../manifest/names.ts';
import { oses } from '../../os/oses.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const osNames = {
  law: {
    code: 'MI0627',
    severity: 'error',
    title: '`names` needs a system with dnsmasq, Python 3 and systemd.',
    explanation:
      'dnsmasq answers for names, and a program in Python follows Docker and the other hosts. Names are on where containers are declared, unless `names` is `false`. Fedora CoreOS and Flatcar have no Python in their images, Ubuntu 14.04 has no systemd, and Ubuntu 16.04 and 18.04 have no systemd-resolved that takes a domain of its own.',
    wrong: twoHosts('names: true\n', 'flatcar'),
    right: twoHosts('names: true\n'),
  },
  check({ manifest, isBroken, report }) {
    if (!manifest.names || isBroken(['names'])) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      if (os.names) continue;
      const able = oses.filter((other) => other.names !== undefined).map(({ id }) => id);
      report({
        path: osPath(hosts[0]),
        message: `${os.id}, the system of ${fewOf(names)}, cannot run the resolver for names; systems that can: ${able.join(', ')}`,
        hint: 'Set names: false, or use another system. Declared containers find each other by links, too.',
        related: [askedFor(manifest.names)],
      });
    }
  },
} as const satisfies Rule;
