import { dataplaneOf } from '../../dataplanes/host-dataplane.ts';
import { SHA256, twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf } from '../wording.ts';

const packages = (list: string, name: string): string =>
  `ovs:\n  from:\n    ${list}:\n      - url: https://packages.example.com/${name}\n        sha256: ${SHA256}\n`;

export const ovsSource = {
  law: {
    code: 'MI0606',
    severity: 'error',
    title: "Every host's operating system must support the source of Open vSwitch.",
    explanation:
      'Debian and its relatives install .deb files, Red Hat and its relatives .rpm files, and not every system has Open vSwitch in its archive.',
    wrong: twoHosts(packages('rpms', 'openvswitch-2.12.0-1.el7.x86_64.rpm')),
    right: twoHosts(packages('debs', 'openvswitch-switch_3.1.0-2_amd64.deb')),
  },
  check({ manifest, isBroken, report }) {
    if (isBroken(['ovs', 'from'])) return;
    const given = manifest.input.ovs?.from;
    const from = typeof given !== 'object' ? 'distro' : 'debs' in given ? 'debs' : 'rpms';
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      // A host whose dataplane is another one takes none.
      if (!os.openvswitch || !dataplaneOf(hosts[0])?.openvswitch) continue;
      if (os.openvswitch.from.includes(from)) continue;
      const wanted = os.openvswitch.from.map((source) => (source === 'distro' ? source : `{${source}: […]}`));
      const system = { path: osPath(hosts[0]), message: os.title };
      report({
        path: given === undefined ? system.path : ['ovs', 'from', ...(from === 'distro' ? [] : [from])],
        at: from === 'distro' ? 'value' : 'key',
        message: `Open vSwitch cannot come from ${from} on ${os.id}, the system of ${fewOf(names)}; supported for ovs.from there: ${wanted.join(', ')}`,
        related: given === undefined ? [] : [system],
      });
    }
  },
} as const satisfies Rule;
