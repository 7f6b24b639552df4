import { MOST_DEATHS } from '../../mesh/survive/most-deaths.ts';
import { example } from '../example.ts';
import type { Rule } from '../rule.ts';

const hosts = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `host${index + 1}: { address: 10.0.0.${index + 11} }`);

export const deathsSurvived = {
  law: {
    code: 'MI0417',
    severity: 'error',
    title: '`survive` must be at most 3, and leave two hosts.',
    explanation:
      'What a mesh survives is that the hosts that are left still reach each other, so two of them have to be left. Beyond three deaths at once a full mesh is the plain answer: it survives any.',
    wrong: example(hosts(3), 'network: { topology: { survive: 2 } }\n'),
    right: example(hosts(3), 'network: { topology: { survive: 1 } }\n'),
  },
  check({
    manifest: {
      topology,
      hosts: { length: count },
    },
    isBroken,
    report,
  }) {
    if (typeof topology !== 'object' || !('survive' in topology) || isBroken(['network', 'topology'])) return;
    const { survive } = topology;
    // With a host left out for a fault of its own, how many there are is not known.
    const left = isBroken(['hosts']) ? Number.POSITIVE_INFINITY : Math.max(0, count - 2);
    const most = Math.min(MOST_DEATHS, left);
    if (survive <= most) return;
    const few = count === 1 ? 'one host' : `${count} hosts`;
    report({
      path: ['network', 'topology', 'survive'],
      message:
        most === 0
          ? `network.topology.survive is ${survive}, but ${few} cannot lose one and leave two that reach each other`
          : `network.topology.survive is ${survive}; the most is ${most}${left < MOST_DEATHS ? ` for ${few}, of which two must be left` : ''}`,
      hint: most === 0 ? 'Take topology: full.' : `Take { survive: ${most} }, or topology: full.`,
    });
  },
} as const satisfies Rule;
