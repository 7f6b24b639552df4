import { type Format, fileOf, relatedFileOf } from './format.ts';

/** One array for programs, `[]` where all is well: the contract's fields, and at a place in another file its name. */
export const json = {
  id: 'json',
  stream: 'result',
  format(diagnostics, options) {
    const array = diagnostics.map((diagnostic) => {
      const { code, severity, message, path, line, column, related, hint } = diagnostic;
      const { file } = fileOf(diagnostic, options);
      const places = related.map((other) => {
        const elsewhere = relatedFileOf(diagnostic, other, options).file;
        const place = { message: other.message, line: other.line, column: other.column };
        return elsewhere === file ? place : { ...place, file: elsewhere };
      });
      return { code, severity, message, file, path, line, column, related: places, hint };
    });
    return `${JSON.stringify(array, null, 2)}\n`;
  },
} as const satisfies Format;
