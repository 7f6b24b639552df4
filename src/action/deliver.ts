import { sourcesOf } from '../edge/project-files.ts';
import { type Attached, attach } from './attach.ts';
import type { Cluster } from './cluster.ts';
import type { Ready } from './compile-manifests.ts';
import { documentDiffs } from './document-diffs.ts';
import type { Target } from './event.ts';
import { describeError, Failure, Refused } from './failure.ts';
import { findRelease } from './find-release.ts';
import { githubOf } from './github-of.ts';
import type { TableFacts } from './host-table.ts';
import { InputError } from './input-error.ts';
import type { Inputs } from './inputs.ts';
import { jobSummary, type SummaryOf } from './job-summary.ts';
import { publishSummary } from './publish-summary.ts';
import { refuseSecrets } from './refuse-secrets.ts';
import { ReleaseApi } from './release-api.ts';
import { type Before, changedHosts, releaseBefore } from './release-before.ts';
import { withTable } from './release-notes.ts';
import type { Report } from './report.ts';
import type { Surroundings } from './surroundings.ts';
import type { Work } from './work.ts';

export interface Delivery {
  readonly ready: readonly Ready[];
  readonly inputs: Inputs;
  readonly target: Target | undefined;
  readonly surroundings: Surroundings;
  readonly report: Report;
}

type Tagged = Target & { readonly tag: string };

/** From documents on the disk to the release, where there is one to attach to, and to what people look at. */
export async function deliver(delivery: Delivery): Promise<0 | 1> {
  const { inputs, target, surroundings, report } = delivery;
  const tagged = target?.tag === undefined ? undefined : (target as Tagged);
  if (tagged && !mayAttach(delivery)) return 1;
  if (tagged && inputs.token === undefined) throw new InputError('token', 'a token is required to attach to a release');
  const { token } = inputs;
  const api =
    target && token !== undefined ? new ReleaseApi(githubOf(surroundings, token, report.log), target) : undefined;
  const release = api && tagged ? await guarded(() => findRelease(api, tagged, report.warn)) : undefined;
  const facts: SummaryOf[] = [];
  for (const one of delivery.ready) facts.push(await factsOf(one, delivery, api, release));
  report.outputs({ changed: JSON.stringify(changedOf(facts)) });
  const attached = api && release ? await attachAll(delivery, api, release, facts) : undefined;
  const links = new Map(attached?.assets.map(({ name, browser_download_url: url }) => [name, url]));
  if (attached) reportAttached(attached, report);
  const summaries = facts.map((fact) => ({ ...fact, links }));
  await publishSummary(jobSummary(summaries, attached?.release.html_url), delivery);
  return 0;
}

/** Whether no document holds a secret, or the user allows it. Each refusal is an annotation on its line. */
function mayAttach({ ready, inputs, report }: Delivery): boolean {
  if (inputs['allow-secrets']) return true;
  const refusals = ready.flatMap(({ file, cluster, secrets, derived }) =>
    refuseSecrets(cluster, [...secrets, ...derived], sourcesOf(file)),
  );
  for (const { file, line, column, message } of refusals) report.errorAt(file, line, column, message);
  if (refusals.length === 0) return true;
  report.error(
    "nothing was attached, because documents contain secrets: everyone who can read the release could read them. Remove the secrets from the manifest, or set 'allow-secrets: true' if the repository is private.",
  );
  return false;
}

/** What is compared with the release before. A run does not fail for want of one. */
async function factsOf(
  { cluster }: Ready,
  { report }: Delivery,
  api: ReleaseApi | undefined,
  release: Work['release'] | undefined,
): Promise<SummaryOf> {
  const none = { cluster, changed: changedHosts(cluster, undefined), before: undefined, links: new Map(), diffs: [] };
  if (!api) return none;
  try {
    const before: Before | undefined = await releaseBefore(api, cluster.plan.name, release);
    if (!before) return none;
    const changed = changedHosts(cluster, before);
    const diffs = await documentDiffs(api, cluster, before, changed);
    return { ...none, changed, before: before.release.tag_name, diffs };
  } catch (error) {
    report.warn(`cannot compare with the previous release: ${describeError(error)}`);
    return none;
  }
}

/** Names of hosts; `cluster/host` where there are several clusters. */
const changedOf = (facts: readonly SummaryOf[]): string[] =>
  facts.flatMap(({ cluster, changed }) =>
    changed.map((host) => (facts.length > 1 ? `${cluster.plan.name}/${host}` : host)),
  );

async function attachAll(
  { ready, inputs, report }: Delivery,
  api: ReleaseApi,
  release: Work['release'],
  facts: readonly SummaryOf[],
): Promise<Attached> {
  const done: string[] = [];
  const work: Work = {
    api,
    release,
    examined: new Map(),
    placed: new Set(),
    done: (what) => {
      done.push(what);
      report.log(what);
    },
  };
  const notes = (body: string, assets: Attached['assets']): string => {
    if (inputs.summary !== 'notes') return body;
    const links = new Map(assets.map(({ name, browser_download_url: url }) => [name, url]));
    return facts.reduce((text, fact): string => withTable(text, fact.cluster, { ...fact, links } as TableFacts), body);
  };
  const clusters: readonly Cluster[] = ready.map(({ cluster }) => cluster);
  try {
    return await attach(work, clusters, { prune: inputs.prune, draft: inputs.draft, notes });
  } catch (error) {
    if (error instanceof Refused) throw error;
    throw new Failure(`${describeError(error)}\n${balance(clusters, work, done)}`);
  }
}

/** What was done and what was not, when it ends before its time. */
function balance(clusters: readonly Cluster[], { placed, release }: Work, done: readonly string[]): string {
  const names = clusters.flatMap(({ plan, documents }) => documents.map(({ name }) => `${plan.name}-${name}`));
  const missing = names.filter((name) => !placed.has(name));
  return [
    done.length === 0 ? 'Done: nothing was changed.' : `Done: ${done.join('; ')}.`,
    missing.length === 0
      ? 'All documents are in place; only the cleanup is left.'
      : `Not in place: ${missing.join(', ')}.`,
    `Nothing is lost: until a new file is in place, ${release.tag_name} keeps the old one under its name or as NAME.meshinit-old-ID. Run the action again to finish.`,
  ].join('\n');
}

function reportAttached({ release, assets }: Attached, report: Report): void {
  const list = assets.map(({ name, browser_download_url: url, size, digest }) => ({
    name,
    url,
    bytes: size,
    sha256: digest?.replace(/^sha256:/, '') ?? null,
  }));
  report.outputs({ 'release-url': release.html_url, assets: JSON.stringify(list) });
  report.log(`${release.draft ? 'left the draft' : 'the release is'} ${release.html_url}`);
}

async function guarded<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof Failure ? error : new Failure(`${describeError(error)}\nNothing was changed.`);
  }
}
