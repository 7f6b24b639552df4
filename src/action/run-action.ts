import { setTimeout } from 'node:timers/promises';
import { counted } from '../counted.ts';
import type { FormatOptions } from '../diagnostics/format.ts';
import { formatDiagnostics } from '../diagnostics/formats.ts';
import { UsageError, WriteError } from '../edge/errors.ts';
import { ownerOf, writeOutput } from '../edge/output-directory.ts';
import { sourcesOf } from '../edge/project-files.ts';
import { sha256 } from '../edge/sha256.ts';
import { laws } from '../laws.ts';
import { checkNames } from './cluster.ts';
import { type Compiled, compileManifests, findManifests, type Ready } from './compile-manifests.ts';
import { deliver } from './deliver.ts';
import { readTarget } from './event.ts';
import { Failure } from './failure.ts';
import { givenOf } from './given-values.ts';
import { InputError } from './input-error.ts';
import { readInputs } from './inputs.ts';
import { faultSummary } from './job-summary.ts';
import type { Outputs } from './output-list.ts';
import { publishSummary } from './publish-summary.ts';
import { refuseLinksIn } from './refuse-links.ts';
import { Report } from './report.ts';
import { sarifLog } from './sarif-log.ts';
import type { Surroundings } from './surroundings.ts';
import { mask } from './workflow-commands.ts';

declare const MESHINIT_VERSION: string;

/**
 * The whole Action.
 * @returns the exit status: 0, or 1 where the manifest, an input or the release did not allow it
 */
export async function runAction(surroundings: Surroundings): Promise<0 | 1> {
  const report = new Report(surroundings);
  return await runGuarded(report, () => work(surroundings, report));
}

/** What stops the work is said in one annotation. */
export async function runGuarded(report: Report, work: () => Promise<0 | 1>): Promise<0 | 1> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError || error instanceof UsageError || error instanceof WriteError) {
      report.error(error.message);
    } else if (error instanceof Failure) {
      report.error(error.message);
    } else {
      const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
      report.error(`internal error: ${what}\nPlease report it, with the manifest that caused it.`);
    }
    return 1;
  }
}

async function work(surroundings: Surroundings, report: Report): Promise<0 | 1> {
  const token = surroundings.env['INPUT_TOKEN']?.trim();
  if (token) report.raw(mask(token));
  const inputs = readInputs(surroundings.env);
  if (inputs.seed) report.raw(mask(inputs.seed));
  const target = readTarget(inputs, surroundings.env);
  const compiled = compileManifests(findManifests(inputs), inputs, givenOf(inputs, surroundings.env));
  for (const value of new Set(compiled.flatMap(({ secrets }) => secrets.map((secret) => secret.value)))) {
    report.raw(mask(value));
  }
  const judged = compiled.map(({ file, diagnostics }) => ({ diagnostics, options: optionsFor(file) }));
  for (const { diagnostics, options } of judged) report.raw(formatDiagnostics('github', diagnostics, options));
  const ready = compiled.filter((one): one is Ready => one.cluster !== undefined);
  const hasPassed = ready.length === compiled.length;
  const sarif = report.file('meshinit.sarif', sarifLog(judged));
  report.outputs({
    status: hasPassed ? 'passed' : 'failed',
    ...countsOf(compiled),
    ...(sarif === undefined ? {} : { sarif }),
  });
  if (!hasPassed) {
    await publishSummary(faultSummary(faultsOf(compiled)), { inputs, surroundings, report });
    return 1;
  }
  checkNames(ready.map(({ cluster }) => cluster));
  for (const { cluster } of ready) refuseLinksIn('out', cluster.directory);
  await writeAll(ready, report);
  return await deliver({ ready, inputs, target, surroundings, report });
}

const optionsFor = (file: Compiled['file']): FormatOptions => ({
  ...sourcesOf(file),
  color: false,
  tool: { version: MESHINIT_VERSION },
  laws,
});

function countsOf(compiled: readonly Compiled[]): Pick<Outputs, 'errors' | 'warnings'> {
  const all = compiled.flatMap(({ diagnostics }) => diagnostics);
  const errors = all.filter(({ severity }) => severity === 'error').length;
  return { errors: String(errors), warnings: String(all.length - errors) };
}

const faultsOf = (compiled: readonly Compiled[]) =>
  compiled.map(({ file, diagnostics }) => ({ ...sourcesOf(file), diagnostics }));

/** Documents, checksums and lock files; and the outputs that name them. */
async function writeAll(ready: readonly Ready[], report: Report): Promise<void> {
  for (const { file, cluster } of ready) {
    const { directory, documents, plan, lock } = cluster;
    const kept = await writeOutput(directory, documents, ownerOf(file, plan, lock), (time) => setTimeout(time));
    for (const name of kept) report.log(`kept ${directory}/${name}: it was changed after meshinit wrote it`);
    report.log(`wrote ${counted(documents.length, 'document')} of cluster ${plan.name} to ${directory}`);
  }
  const several = ready.length > 1;
  const hosts = ready.flatMap(({ cluster: { plan, documents, directory } }) =>
    documents.map(({ host, name, content }) => ({
      ...(several ? { cluster: plan.name } : {}),
      name: host,
      path: `${directory}/${name}`,
      bytes: content.length,
      sha256: sha256(content),
    })),
  );
  const sums = ready.map(({ cluster }) => `${cluster.directory}/SHA256SUMS`);
  report.outputs({ files: [...hosts.map(({ path }) => path), ...sums].join('\n'), hosts: JSON.stringify(hosts) });
}
