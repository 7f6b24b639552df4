import type { Law } from '../diagnostics/diagnostic.ts';
import { hosts, whole } from './law-manifests.ts';

export const lockUnreadable = {
  code: 'MI0510',
  severity: 'error',
  title: 'The lock file is as meshinit wrote it.',
  explanation:
    'It keeps addresses from moving, so meshinit never guesses what it meant. Restore it from version control, or delete it to plan every host anew.',
  wrong: whole(hosts(1)),
  right: whole(hosts(1)),
} as const satisfies Law;

export const lockOfAnother = {
  code: 'MI0511',
  severity: 'error',
  title: 'The lock file must belong to this cluster and this network.',
  explanation:
    'A different name, subnet, layout, slice length or bridge range would move every host. If that is what you want, delete the lock file.',
  wrong: whole(hosts(1)),
  right: whole(hosts(1)),
} as const satisfies Law;

export const lockFrozen = {
  code: 'MI0512',
  severity: 'error',
  title: 'With --frozen the lock file must not change.',
  explanation: 'Run meshinit compile without --frozen, review the change of the lock file, and commit it.',
  wrong: whole(hosts(1)),
  right: whole(hosts(1)),
} as const satisfies Law;

export const noLock = {
  code: 'MI0552',
  severity: 'warning',
  ofCall: true,
  title: 'Commit the lock file where CI compiles.',
  explanation:
    'The lock file keeps every host’s addresses and links. The one that a CI run makes is lost with its checkout, so the next run plans from scratch: a host that was added or removed can move the others. Compile once by hand and commit the lock file; with --frozen CI then fails when it is out of date.',
  wrong: whole(hosts(2)),
  right: whole(hosts(2)),
} as const satisfies Law;

/** What the lock file has to be, and where it has to be. */
export const lockLaws = [lockUnreadable, lockOfAnother, lockFrozen, noLock] as const satisfies readonly Law[];
