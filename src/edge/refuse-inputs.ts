import { statSync } from 'node:fs';
import { UsageError } from './errors.ts';

/**
 * What a run reads it never writes over, by whatever name: link, hard link, spelling or case.
 * @throws UsageError that names both
 */
export function refuseInputs(outputs: readonly string[], inputs: readonly string[]): void {
  const read = new Map(inputs.flatMap((path) => identity(path).map((id) => [id, path] as const)));
  for (const output of outputs) {
    for (const id of identity(output)) {
      const input = read.get(id);
      if (input === undefined) continue;
      const what = input === output ? 'it is an input' : `it is the same file as the input ${input}`;
      throw new UsageError(
        `cannot write ${output}: ${what}; nothing was changed`,
        'Choose another directory or file with -o.',
      );
    }
  }
}

/** Of the file that a path leads to; none where it leads to nothing. */
function identity(path: string): string[] {
  try {
    // Most outputs are not there yet: an error for each would take longer than the call.
    const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stat ? [`${stat.dev}:${stat.ino}`] : [];
  } catch {
    return [];
  }
}
