import { type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { Diagnostic, Law, Place } from '../diagnostics/diagnostic.ts';
import { Reporter } from '../diagnostics/reporter.ts';
import { wrongRoot, yamlAliases, yamlDuplicateKey, yamlManyDocuments, yamlSyntax, yamlTab } from './laws.ts';
import type { ManifestInput } from './schema.ts';
import { checkShape } from './shape.ts';
import { Source } from './source.ts';

/** What parsing found out. `input` is missing where nothing could be saved. */
export interface Parsed {
  readonly source: Source;
  readonly reporter: Reporter;
  readonly input: ManifestInput | undefined;
  /** Paths of values that were wrong in themselves and left out, so that no rule complains of their absence too. */
  readonly broken: ReadonlySet<string>;
}

/** Text to manifest: the YAML, then its shape. All faults are collected in the reporter. */
export function parseManifest(text: string): Parsed {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, merge: true });
  const source = new Source(document, lines, text);
  const reporter = new Reporter(source);
  for (const error of document.errors) reportYaml(error, source, reporter);
  const nothing = { source, reporter, input: undefined, broken: new Set<string>() };
  if (reporter.failed) return nothing;
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 });
  } catch (error) {
    // yaml throws a ReferenceError for both an alias without its anchor and an excessive count.
    if (!(error instanceof ReferenceError)) throw error;
    const place = firstAlias(document, source);
    reporter.add({
      ...diagnosticOf(
        yamlAliases,
        `YAML: ${lowerFirst(error.message.replace(/ indicates.*/, ': more than a hundred copies'))}`,
      ),
      ...place,
    });
    return nothing;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const what = value == null ? 'empty' : Array.isArray(value) ? 'a list' : 'a single value';
    reporter.report(wrongRoot, {
      path: [],
      message: `the manifest is ${what}; a map is wanted that begins with 'meshinit: 1'`,
      hint: 'The smallest one: meshinit: 1, defaults: { os: debian-12 }, hosts: { host1: { address: 10.0.0.11 } }',
    });
    return nothing;
  }
  const { input, broken } = checkShape(value, reporter);
  return { source, reporter, input, broken };
}

function reportYaml(error: YAMLError, source: Source, reporter: Reporter): void {
  const law = lawOf(error);
  const message = law === yamlManyDocuments ? 'a second document begins here' : lowerFirst(error.message);
  reporter.add({ ...diagnosticOf(law, `YAML: ${message}`), ...source.at(error.pos[0], error.pos[1]) });
}

/** The place is still to come. */
function diagnosticOf(law: Law, message: string): Omit<Diagnostic, keyof Place> {
  return {
    code: law.code,
    severity: law.severity,
    message,
    path: [],
    related: [],
    hint: law === yamlSyntax ? '' : law.explanation,
  };
}

function firstAlias(document: Document, source: Source): Place {
  let offset = 0;
  visit(document, {
    Alias(_, alias) {
      offset = alias.range?.[0] ?? 0;
      return visit.BREAK;
    },
  });
  return source.at(offset);
}

function lawOf(error: YAMLError): Law {
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return yamlTab;
    case 'DUPLICATE_KEY':
      return yamlDuplicateKey;
    case 'MULTIPLE_DOCS':
      return yamlManyDocuments;
    default:
      return yamlSyntax;
  }
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
