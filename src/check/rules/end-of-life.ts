import { osIds } from '../../os/ids.ts';
import { osOf } from '../../os/oses.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

export const endOfLife = {
  law: {
    code: 'MI0652',
    severity: 'warning',
    title: "A host's operating system should still get security updates.",
    explanation: 'New vulnerabilities stay unfixed, and the package archive can disappear at any time.',
    wrong: twoHosts('', 'centos-7'),
    right: twoHosts(),
  },
  check({ manifest, report }) {
    const alive = osIds.filter((id) => osOf(id).supportEnded === undefined);
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      if (os.supportEnded === undefined) continue;
      const kin = alive.filter((id) => id.split('-')[0] === os.id.split('-')[0]);
      const places = new Map(hosts.map((host) => [osPath(host).join('.'), osPath(host)]));
      const [first = osPath(hosts[0]), ...others] = places.values();
      report({
        path: first,
        message: `${os.id} has had no free security updates since ${os.supportEnded} (${fewOf(names)})`,
        hint: `Move to a supported one: ${(kin.length > 0 ? kin : alive).join(', ')}; or say why not: allow: { MI0652: why }.`,
        related: others.slice(0, MOST_RELATED).map((path) => ({ path, message: os.title })),
      });
    }
  },
} as const satisfies Rule;
