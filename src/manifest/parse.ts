import { Reporter } from '../diagnostics/reporter.ts';
import type { ProjectInputs } from '../project/project-inputs.ts';
import { readProject } from '../project/read-project.ts';
import type { Taint } from '../secrets/taint.ts';
import { wrongRoot } from './laws.ts';
import { pathKey } from './path-key.ts';
import type { ManifestInput } from './schema.ts';
import { checkShape } from './shape.ts';
import type { Source } from './source.ts';
import { isRecord, typeOf } from './wording.ts';

/** What parsing found out. `input` is missing where nothing could be saved. */
export interface Parsed {
  readonly source: Source;
  readonly reporter: Reporter;
  readonly input: ManifestInput | undefined;
  /** What of it came by `$secret`. */
  readonly taint: Taint;
  /** Paths of values that were wrong in themselves and left out, so that no rule complains of their absence too. */
  readonly broken: ReadonlySet<string>;
}

/** Text to manifest: the YAML with all that it refers to, then its shape. All faults are collected in the reporter. */
export function parseManifest(text: string, inputs: ProjectInputs = {}): Parsed {
  const { source, value, faults, broken, taint, isPartial } = readProject(text, inputs);
  const reporter = new Reporter(source, 'manifest', taint);
  for (const fault of faults) reporter.add(fault);
  if (!isRecord(value) || isPartial) {
    if (!isPartial) reportRoot(value, reporter);
    return { source, reporter, taint, input: undefined, broken: new Set() };
  }
  return { source, reporter, taint, ...checkShape(value, broken.map(pathKey), source, reporter, taint) };
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
