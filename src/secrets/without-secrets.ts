import type { Taint } from './taint.ts';

/** Does work whose internal errors, which quote what they stumbled over, say nothing that came by `$secret`. */
export function withoutSecrets<Result>(taint: Taint, work: () => Result): Result {
  if (taint.values.length === 0) return work();
  try {
    return work();
  } catch (error) {
    // The stack begins with the message.
    throw new Error(taint.inSentence(error instanceof Error ? error.message : String(error), true));
  }
}
