import { Reporter } from '../diagnostics/reporter.ts';
import { reportFault } from './fault.ts';
import { wrongRoot } from './laws.ts';
import { pathKey } from './path-key.ts';
import type { ManifestInput } from './schema.ts';
import { checkShape } from './shape.ts';
import { Source } from './source.ts';
import { valuesOf } from './values.ts';
import { isRecord, typeOf } from './wording.ts';
import { readYaml } from './yaml.ts';

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
  const { document, fault } = readYaml(text);
  if (!document || fault) {
    const source = new Source(text);
    const reporter = new Reporter(source);
    if (fault) reportFault(fault, source, reporter);
    return { source, reporter, input: undefined, broken: new Set() };
  }
  const { value, faults, broken, targets } = valuesOf(document, text);
  const source = new Source(text, document.contents, targets);
  const reporter = new Reporter(source);
  for (const found of faults) reportFault(found, source, reporter);
  if (!isRecord(value)) {
    reportRoot(value, reporter);
    return { source, reporter, input: undefined, broken: new Set() };
  }
  return { source, reporter, ...checkShape(value, broken.map(pathKey), source, reporter) };
}

function reportRoot(value: unknown, reporter: Reporter): void {
  if (reporter.failed) return;
  const what = value === null || Array.isArray(value) ? typeOf(value) : 'a single value';
  reporter.report(wrongRoot, {
    path: [],
    message: `the manifest is ${what}; expected a map with 'meshinit: 1'`,
    hint: 'The smallest one: meshinit: 1, defaults: { os: debian-12 }, hosts: { host1: { address: 10.0.0.11 } }',
  });
}
