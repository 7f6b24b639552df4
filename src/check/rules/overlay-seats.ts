import { didYouMean } from '../../diagnostics/nearest.ts';
import { namedOnce } from '../named-once.ts';
import { swarmOf } from '../overlay-examples.ts';
import type { CheckContext, Rule } from '../rule.ts';
import { fewOf, quoted } from '../wording.ts';

export const overlaySeats = {
  law: {
    code: 'MI0441',
    severity: 'error',
    title: 'An overlay’s state must be on an odd number of hosts of the manifest, each named once.',
    explanation:
      'More than half of these hosts must agree on each change. Of two, neither may fail; of four, no more than of three. Swarm takes up to seven `managers`, the key-value store up to five `stores`.',
    wrong: swarmOf('managers: [host1, host2]'),
    right: swarmOf('managers: [host1, host2, host3]'),
  },
  check(context) {
    const { overlay, hosts } = context.manifest;
    if (!overlay) return;
    const { facts, seats } = overlay;
    const path = ['overlay', facts.seatsKey];
    if (context.isBroken(path)) return;
    const names = hosts.map(({ name }) => name);
    if (seats.length === 0) {
      const some = names.slice(0, facts.counts.findLast((count) => count <= Math.min(3, names.length)) ?? 1);
      context.report({
        path: ['overlay'],
        at: 'key',
        message: `overlay names no ${facts.seatsKey}, the hosts that hold the state of engine ${facts.engine}`,
        hint: `Add ${facts.seatsKey}: [${some.join(', ')}].`,
      });
      return;
    }
    reportNames(context, names);
    reportCount(context);
  },
} as const satisfies Rule;

function reportNames({ manifest: { overlay }, isBroken, report }: CheckContext, names: readonly string[]): void {
  if (!overlay) return;
  const key = `overlay.${overlay.facts.seatsKey}`;
  const pathOf = (index: number) => ['overlay', overlay.facts.seatsKey, index];
  for (const { name, path } of namedOnce(overlay.seats, pathOf, `${key} names`, report)) {
    if (names.includes(name) || isBroken(['hosts', name])) continue;
    report({
      path,
      message: `${key} names ${quoted(name)}, but no host has that name; hosts: ${fewOf(names, 5)}`,
      hint: didYouMean(name, names),
    });
  }
}

function reportCount({ manifest: { overlay }, report }: CheckContext): void {
  if (!overlay) return;
  const { facts, seats } = overlay;
  const { counts, seat, seatsKey } = facts;
  const count = new Set(seats).size;
  if (counts.includes(count)) return;
  const most = counts.at(-1) ?? 1;
  const fewer = counts.findLast((legal) => legal < count) ?? 1;
  report({
    path: ['overlay', seatsKey],
    at: 'key',
    message:
      count > most
        ? `overlay.${seatsKey} names ${count} hosts; engine ${facts.engine} takes at most ${most}`
        : `overlay.${seatsKey} names ${count} hosts, which survive the loss of no more than ${fewer} do; legal numbers: ${counts.join(', ')}`,
    hint: count > most ? `Name ${most} or fewer.` : `Add one ${seat}, or remove one.`,
  });
}
