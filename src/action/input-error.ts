/** A wrong input or surroundings that do not fit: said in one annotation, never with a stack trace. */
export class InputError extends Error {
  /** The input at fault. */
  readonly input: string;
  constructor(input: string, message: string) {
    super(`input '${input}': ${message}`);
    this.input = input;
  }
}
