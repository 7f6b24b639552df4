import { counted } from '../../counted.ts';
import { networkKey, networkPath } from '../../manifest/network.ts';
import { MOST_DEATHS } from '../../mesh/survive/most-deaths.ts';
import { example } from '../example.ts';
import type { TunnelRule } from '../rule.ts';

const hosts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `host${index + 1}: { address: 10.0.0.${index + 11} }`);

export const deathsSurvived = {
  law: {
    code: 'MI0417',
    severity: 'error',
    title: '`survive` must be at most 3, and leave at least two hosts.',
    explanation:
      'A mesh survives a failure if the remaining hosts still reach each other, so at least two must remain. To survive more than three failures at once, use a full mesh: it survives any number.',
    wrong: example(hosts(3), 'network: { topology: { survive: 2 } }\n'),
    right: example(hosts(3), 'network: { topology: { survive: 1 } }\n'),
  },
  checkTunnels({ network, isBroken, report }) {
    const { topology, members } = network;
    const count = members.length;
    if (typeof topology !== 'object' || !('survive' in topology) || isBroken(networkPath(network, 'topology'))) return;
    const { survive } = topology;
    // With a host left out for a fault of its own, how many there are is not known.
    const left = isBroken(['hosts']) ? Number.POSITIVE_INFINITY : Math.max(0, count - 2);
    const most = Math.min(MOST_DEATHS, left);
    if (survive <= most) return;
    const few = counted(count, 'host');
    report({
      path: networkPath(network, 'topology', 'survive'),
      message:
        most === 0
          ? `${networkKey(network, 'topology', 'survive')} is ${survive}, but ${few} cannot lose one and still leave two that reach each other`
          : `${networkKey(network, 'topology', 'survive')} is ${survive}; the maximum is ${most}${left < MOST_DEATHS ? ` for ${few}, of which two must remain` : ''}`,
      hint: most === 0 ? 'Use topology: full.' : `Use { survive: ${most} }, or topology: full.`,
    });
  },
} as const satisfies TunnelRule;
