import type { CompileOptions } from '../compile.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import { rebuildReasons } from '../diff/rebuild-reasons.ts';
import { buildSide, formerName, type Side } from '../diff/side.ts';
import { patchScript } from './patch-script.ts';

export interface Patch {
  /** What is wrong with either manifest. With an error there is nothing else. */
  readonly diagnostics: { readonly before: readonly Diagnostic[]; readonly after: readonly Diagnostic[] };
  readonly script?: string;
  /** Why there is no script although both manifests are right, for people, with a hint or ''. */
  readonly fault?: {
    readonly message: string;
    readonly hint: string;
    /** Whether there is no such host to patch; else what the manifest asks of it is no patch. */
    readonly isNoSuchHost: boolean;
  };
}

/** Which files a host has tells without its keys, which may be another seed's. */
export const OF_BEFORE = { keys: undefined, isTrial: true } as const;

const ANEW = 'Compile its document, and rebuild the host with it.';

/**
 * The script that brings a running host to a manifest. Pure, like `compile`.
 * @param before what the host has, where that is known
 */
export function patch(after: Side, host: string, before?: Side, options: CompileOptions = {}): Patch {
  const young = buildSide(after, { ...options, hosts: [host] }, (name) => name === host);
  const config = young.configs.get(host);
  const isFormer = (name: string): boolean => name === host || name === config?.plan.input.input.was;
  const old = before && buildSide(before, { ...options, ...OF_BEFORE }, isFormer);
  const diagnostics = { before: old?.diagnostics ?? [], after: young.diagnostics };
  const no = (message: string, hint: string, isNoSuchHost = false): Patch => ({
    diagnostics,
    fault: { message, hint, isNoSuchHost },
  });
  if (hasErrors(diagnostics.before) || hasErrors(diagnostics.after)) return { diagnostics };
  if (!config) {
    const names = young.cluster?.nodes.map(({ name }) => name) ?? [];
    return no(`the manifest has no host '${host}'`, didYouMean(host, names), true);
  }
  const former = old && formerName(config, (name) => old.configs.has(name));
  const was = former === undefined ? undefined : old?.configs.get(former);
  if (old && !was) return no(`${host} is new: the old manifest lacks it`, 'Boot it with its document.', true);
  const reasons = was ? rebuildReasons(was.plan, config.plan) : [];
  if (reasons.length > 0) return no(`${host} needs a rebuild: ${reasons.join('; ')}`, ANEW);
  return { diagnostics, script: patchScript(config, was) };
}
