import type { ExitStatus } from './exit-status.ts';

/** A signal has asked for the end of the work: nothing is half done. */
export class Interrupted extends Error {
  readonly status: ExitStatus;
  constructor(status: ExitStatus) {
    super('interrupted');
    this.status = status;
  }
}
