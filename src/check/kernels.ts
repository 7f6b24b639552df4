import type { Report } from '../diagnostics/reporter.ts';
import { hostsOf, networkKey, networkPath } from '../manifest/network.ts';
import type { OsFacts } from '../os/os-facts.ts';
import type { Family, TunnelKindFacts } from '../tunnels/tunnel.ts';
import { encapsulations, isPlain, tunnelOf } from '../tunnels/tunnels.ts';
import { hostsByOs, osPath } from './hosts.ts';
import type { NetworkContext } from './rule.ts';
import { fewOf } from './wording.ts';

/**
 * The systems whose kernel is too old for the tunnel over an underlay of a family, each as a report.
 * @param remedy what to do besides taking another kind, as the end of a sentence
 */
export function oldKernels({ network, isBroken }: NetworkContext, family: Family, remedy: string): Report[] {
  if (isBroken(networkPath(network, 'tunnel'))) return [];
  const { kind, encryptedOver } = network.tunnel;
  // In WireGuard the underlay's family is nothing to a route.
  if (isPlain(kind) && encryptedOver !== undefined) return [];
  const tunnel = tunnelOf(kind);
  return hostsByOs(hostsOf(network)).flatMap(({ shared: os, hosts }) => {
    const affected = hosts.filter(({ address }) => address?.family === family);
    const [first] = affected;
    if (!first || carries(os, tunnel, family)) return [];
    const kinds = encapsulations.filter((other) => carries(os, tunnelOf(other), family));
    const instead =
      kinds.length > 0 ? `Use ${networkKey(network, 'tunnel')} ${kinds.join(' or ')}, or ` : 'To build a mesh, ';
    const names = fewOf(affected.map((host) => `hosts.${host.name}`));
    const system = { path: osPath(first), message: `${os.title}, kernel ${text(os.kernel)}` };
    const at = network.tunnel.kindPath;
    return [
      {
        path: at ?? system.path,
        message: `${tunnel.title} over IPv${family} needs kernel ${text(tunnel.kernel[family])}; ${os.id} has ${text(os.kernel)} (${names})`,
        hint: `${instead}${remedy}.`,
        related: [...(at ? [system] : []), { path: ['hosts', first.name, 'address'], message: `IPv${family}` }],
      },
    ];
  });
}

function carries(os: OsFacts, { kind, kernel }: TunnelKindFacts, family: Family): boolean {
  if (family === 4 && os.backports?.some((carried) => carried === kind)) return true;
  const [wanted, has] = [kernel[family], os.kernel];
  return has[0] > wanted[0] || (has[0] === wanted[0] && has[1] >= wanted[1]);
}

const text = ([major, minor]: OsFacts['kernel']): string => `${major}.${minor}`;
