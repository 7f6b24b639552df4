import type { Diagnostic, Law, Place } from './diagnostic.ts';
import { type Format, type FormatOptions, fileOf, relatedFileOf } from './format.ts';

/** SARIF 2.1.0 for code scanning and editors: one run, in which only the broken laws are rules. */
export const sarif = {
  id: 'sarif',
  stream: 'result',
  format(diagnostics, options) {
    const codes = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort();
    const run = {
      tool: {
        driver: {
          name: 'meshinit',
          version: options.tool.version,
          rules: codes.map((code) => ruleOf(code, options)),
        },
      },
      columnKind: 'utf16CodeUnits',
      results: diagnostics.map((diagnostic) => resultOf(diagnostic, codes.indexOf(diagnostic.code), options)),
    };
    const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
    return `${JSON.stringify(log, null, 2)}\n`;
  },
} as const satisfies Format;

function ruleOf(code: string, { laws, tool }: FormatOptions): object {
  const law: Law | undefined = laws.find((candidate) => candidate.code === code);
  const page = `errors.md#${code.toLowerCase()}`;
  // The schema wants an absolute URI (3.49.12) and code scanning checks it: the relative page stands in the text.
  const helpUri = tool.docs === undefined ? {} : { helpUri: `${tool.docs.replace(/(?<!\/)\/+$/, '')}/${page}` };
  if (!law) return { id: code, ...helpUri };
  return {
    id: code,
    shortDescription: { text: law.title },
    fullDescription: { text: law.explanation },
    help: { text: `${law.explanation}\nA wrong and a right manifest: docs/${page}` },
    ...helpUri,
    defaultConfiguration: { level: law.severity },
  };
}

function resultOf(diagnostic: Diagnostic, ruleIndex: number, options: FormatOptions): object {
  const { code, severity, message, related, hint } = diagnostic;
  // GitHub shows a related place only where the message links to its id.
  const links = related.map((other, index) => `[${escapeLink(other.message)}](${index + 1})`);
  const result = {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: [message, ...links, ...(hint === '' ? [] : [`hint: ${hint}`])].join('\n') },
    locations: [{ physicalLocation: physical(uriOf(fileOf(diagnostic, options).file), diagnostic) }],
  };
  if (related.length === 0) return result;
  return {
    ...result,
    relatedLocations: related.map((other, index) => ({
      id: index + 1,
      physicalLocation: physical(uriOf(relatedFileOf(diagnostic, other, options).file), other),
      message: { text: other.message },
    })),
  };
}

const physical = (uri: string, { line, column, length }: Place): object => ({
  artifactLocation: { uri },
  region: { startLine: line, startColumn: column, endColumn: column + length },
});

const escapeLink = (text: string): string => text.replace(/[\\[\]]/g, '\\$&');

/** A relative URI. Of an absolute path only the name stays: the machine's folders are nobody's business. */
function uriOf(file: string): string {
  const path = /^[a-z]:\\|^[^/]*\\/i.test(file) ? file.replaceAll('\\', '/') : file;
  const steps = path.split('/');
  const relative = /^([a-z]:)?\//i.test(path) ? steps.slice(-1) : steps.filter((step) => step !== '.');
  // encodeURIComponent throws at half a surrogate pair.
  return relative.map((step) => encodeURIComponent(step.replace(/\p{Surrogate}/gu, '\uFFFD'))).join('/');
}
