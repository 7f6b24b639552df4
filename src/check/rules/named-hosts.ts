import { isNamed } from '../../addresses/host-address.ts';
import { firewallFacts } from '../../firewalls/firewalls.ts';
import { chosenFor } from '../../host/chosen-for.ts';
import { underlaysOf } from '../../manifest/underlays.ts';
import { stackFacts } from '../../stacks/stacks.ts';
import { example } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { Rule } from '../rule.ts';
import { fewOf, MOST_RELATED } from '../wording.ts';

export const namedHosts = {
  law: {
    code: 'MI0617',
    severity: 'error',
    title: 'In a cluster with DNS names, every host must be able to follow them.',
    explanation:
      'Each host resolves the names every minute. Where static network files or firewalld hold the peers’ addresses, a host would not notice a new answer.',
    wrong: example(['host1: { address: web1.example.com }'], 'network: { stack: ifupdown }\n'),
    right: example(['host1: { address: web1.example.com }']),
  },
  check({ manifest, report }) {
    const named = manifest.hosts.flatMap((host) => underlaysOf(host).filter(({ address }) => isNamed(address)));
    const [first] = named;
    if (!first) return;
    for (const { shared: os, hosts, names } of hostsByOs(manifest.hosts)) {
      const { stack, firewall } = chosenFor(os, hosts[0], manifest);
      const why = [
        ...(stack && !stackFacts(stack).followsNames ? [`with the stack ${stack}`] : []),
        ...(os.followsNames === false ? ['whose own network files hold the peers’ addresses'] : []),
        ...(firewall && !firewallFacts(firewall).followsNames ? [`with the firewall ${firewall}`] : []),
      ];
      if (why.length === 0) continue;
      report({
        path: first.path,
        message: `${first.path.join('.')} is a name, which ${fewOf(names)} cannot follow: ${os.id} ${why.join(' and ')}`,
        hint: 'Use addresses, or the stack systemd with the firewall nftables.',
        related: [{ path: osPath(hosts[0]), message: os.title }, ...named.slice(1)]
          .slice(0, MOST_RELATED)
          .map((other) => ({ path: other.path, message: 'message' in other ? other.message : other.address.text })),
      });
    }
  },
} as const satisfies Rule;
