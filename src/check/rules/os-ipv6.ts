import { chosenFor } from '../../host/chosen-for.ts';
import { layoutOf } from '../../layouts/layouts.ts';
import type { Host } from '../../manifest/host.ts';
import type { Manifest } from '../../manifest/manifest.ts';
import { DEFAULT_DOCKER, hostsOf, type Network, networkKey, networkPath } from '../../manifest/network.ts';
import { dockerIpv6 } from '../../os/docker-ipv6.ts';
import type { OsFacts } from '../../os/os-facts.ts';
import { twoHosts } from '../example.ts';
import { hostsByOs, osPath } from '../hosts.ts';
import type { NetworkRule } from '../rule.ts';
import { fewOf } from '../wording.ts';

export const osIpv6 = {
  law: {
    code: 'MI0626',
    severity: 'error',
    title: 'IPv6 for containers needs a Docker that is known to give it.',
    explanation:
      'On Docker’s default network the form of its options changed with version 28, and the wrong one takes the bridge’s address away; so the version has to be known, which it is not with `docker.from: none`. A network with a name has one form for all. Docker of Ubuntu 14.04 may be from before containers had unique IPv6 addresses.',
    wrong: twoHosts('network: { subnet6: auto }\n', 'ubuntu-14.04'),
    right: twoHosts('network: { subnet6: auto }\n'),
  },
  checkNetwork({ manifest, network, report }) {
    const { subnet6 } = network.input;
    if (subnet6 === undefined || subnet6 === 'none') return;
    for (const { shared: os, hosts, names } of hostsByOs(hostsOf(network))) {
      const fault = faultOf(os, hosts[0], manifest, network);
      if (!fault) continue;
      report({
        path: networkPath(network, 'subnet6'),
        message: `${networkKey(network, 'subnet6')} ${subnet6}: ${fault.why}, for ${fewOf(names)}`,
        hint: fault.hint,
        related: [{ path: osPath(hosts[0]), message: os.title }],
      });
    }
  },
} as const satisfies NetworkRule;

function faultOf(
  os: OsFacts,
  host: Host,
  manifest: Manifest,
  network: Network,
): { readonly why: string; readonly hint: string } | undefined {
  if (os.docker.hasNetworks === false) {
    return {
      why: `Docker of ${os.id} may be too old`,
      hint: network.isMain ? 'Use a newer system, or remove subnet6.' : 'Leave these hosts out, or remove subnet6.',
    };
  }
  const { dockerFrom } = chosenFor(os, host, manifest);
  // In layout per-host a form that every version knows is right: Docker's network there is the host's own.
  if (network.docker !== DEFAULT_DOCKER || !layoutOf(network.layout).dockerMasquerades || !dockerFrom) return undefined;
  return dockerIpv6(os, dockerFrom) === 'unknown'
    ? {
        why: `docker.from ${dockerFrom} leaves Docker’s version open, and on its default network the options differ`,
        hint: 'Give the network a name: network.docker: mesh. Or use another docker.from.',
      }
    : undefined;
}
