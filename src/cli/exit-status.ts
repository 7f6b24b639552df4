/** Exit statuses: design section 4. */
export const exitStatus = {
  done: 0,
  /** The manifest, or what it asks for, is wrong. */
  manifest: 1,
  /** Wrong use of the command line, a file that cannot be read included. */
  usage: 2,
  /** A fault of our own (EX_SOFTWARE of sysexits.h). */
  fault: 70,
  /** By a signal: 128 and its number, as shells give it. */
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
