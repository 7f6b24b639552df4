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
