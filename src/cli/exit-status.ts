/** Exit statuses: design section 4. */
export const exitStatus = {
  done: 0,
  /** The manifest, or what it asks for, is wrong. */
  manifest: 1,
  /** Wrong use of the command line, a file that cannot be read included. */
  usage: 2,
  /** A fault of our own (EX_SOFTWARE of sysexits.h). */
  fault: 70,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];

/** Wrong use: said in one line, with a hint where there is one; never with a stack trace. */
export class UsageError extends Error {
  readonly hint: string;
  constructor(message: string, hint = '') {
    super(message);
    this.hint = hint;
  }
}

/** Something outside went wrong while writing: what was there is still there. */
export class WriteError extends Error {}
