import type { Commands } from '../os/os-facts.ts';
import type { HostPlan } from './host-plan.ts';
import type { PlannedFile } from './part.ts';

/** All that one host is to become, independent of the document's format. */
export interface HostConfig extends Commands {
  readonly plan: HostPlan;
  /** In the order of their paths; every path once. */
  readonly files: readonly PlannedFile[];
  /** Bytes, about, of the files that `fold` leaves out. */
  readonly foldable: number;
  /** The files that stand for `files` in a small document: a script writes the long lists on the host. */
  readonly fold: () => readonly PlannedFile[];
}
