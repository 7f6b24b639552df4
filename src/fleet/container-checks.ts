import type { Check, HostAnswer } from './host-answer.ts';

/** Whether a line of `meshinit-check` is about a declared container, by its words in `containers-check.sh` and `attach-check.sh`. */
export const isOfContainer = ({ what }: Check): boolean => /^container \S+ (?:runs$|answers at )/.test(what);

/** Whether it is about the names of other hosts, by its words in `resolver.ts`. */
export const isOfNames = ({ what }: Check): boolean => what === 'every host tells its names';

/** The containers that a host says do not come up, as `containers.sh` names them; '' where it says nothing of them. */
export const failedContainers = ({ status }: HostAnswer): string =>
  /^failed: containers: (.*)$/.exec(status)?.[1] ?? '';
