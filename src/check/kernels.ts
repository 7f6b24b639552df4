import type { Report } from '../diagnostics/reporter.ts';
import type { Os } from '../os/os.ts';
import type { Family } from '../tunnels/tunnel.ts';
import { tunnelOf, tunnels } from '../tunnels/tunnels.ts';
import { hostsByOs, osPath } from './hosts.ts';
import type { CheckContext } from './rule.ts';
import { tunnelPath } from './tunnel-kinds.ts';
import { fewOf } from './wording.ts';

/**
 * The systems whose kernel is too old for the tunnel over an underlay of a family, each as a report.
 * @param hint what to do besides taking another kind
 */
export function oldKernels({ manifest, isBroken }: CheckContext, family: Family, hint: string): Report[] {
  if (isBroken(['network', 'tunnel'])) return [];
  const { kind, title, kernel } = tunnelOf(manifest.tunnel.kind);
  return hostsByOs(manifest).flatMap(({ shared: os, hosts }) => {
    const affected = hosts.filter(({ address }) => address?.family === family);
    const [first] = affected;
    if (!first || !isOlder(os.kernel, kernel[family])) return [];
    const others = tunnels.filter((other) => other.kind !== kind && !isOlder(os.kernel, other.kernel[family]));
    const instead = others.length > 0 ? `Kinds that it carries: ${others.map((other) => other.kind).join(', ')}. ` : '';
    const names = fewOf(affected.map((host) => `hosts.${host.name}`));
    return [
      {
        path: tunnelPath(manifest) ?? osPath(first),
        message: `${title} over IPv${family} needs kernel ${text(kernel[family])}; ${os.id} has ${text(os.kernel)} (${names})`,
        hint: `${instead}${hint}`,
        related: [
          { path: osPath(first), message: `${os.title}, kernel ${text(os.kernel)}` },
          { path: ['hosts', first.name, 'address'], message: `IPv${family}` },
        ],
      },
    ];
  });
}

const isOlder = (has: Os['kernel'], wanted: Os['kernel']): boolean =>
  has[0] < wanted[0] || (has[0] === wanted[0] && has[1] < wanted[1]);

const text = ([major, minor]: Os['kernel']): string => `${major}.${minor}`;
