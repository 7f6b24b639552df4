import type { Format } from './format.ts';

/** One array for programs, `[]` where all is well: the contract's fields and no more. */
export const json = {
  id: 'json',
  stream: 'result',
  format(diagnostics, { file }) {
    const array = diagnostics.map(({ code, severity, message, path, line, column, related, hint }) => ({
      code,
      severity,
      message,
      file,
      path,
      line,
      column,
      related: related.map((other) => ({ message: other.message, line: other.line, column: other.column })),
      hint,
    }));
    return `${JSON.stringify(array, null, 2)}\n`;
  },
} as const satisfies Format;
