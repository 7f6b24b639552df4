import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FormatOptions } from '../diagnostics/format.ts';
import { sarif } from '../diagnostics/format-sarif.ts';

interface Log {
  readonly runs: readonly [Run];
}

interface Run {
  readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
  readonly results: readonly { readonly ruleId: string }[];
}

/** The diagnostics of all manifests as one run: code scanning takes no second one of a tool and category. */
export function sarifLog(
  manifests: readonly { readonly diagnostics: readonly Diagnostic[]; readonly options: FormatOptions }[],
): string {
  const logs = manifests.map(({ diagnostics, options }): Log => JSON.parse(sarif.format(diagnostics, options)));
  const [first] = logs;
  if (!first) return '';
  const runs = logs.flatMap((log) => log.runs);
  const rules = new Map(runs.flatMap(({ tool }) => tool.driver.rules.map((rule) => [rule.id, rule])));
  const ids = [...rules.keys()].toSorted();
  const run = {
    ...first.runs[0],
    tool: { driver: { ...first.runs[0].tool.driver, rules: ids.map((id) => rules.get(id)) } },
    results: runs.flatMap(({ results }) =>
      results.map((result) => ({ ...result, ruleIndex: ids.indexOf(result.ruleId) })),
    ),
  };
  return `${JSON.stringify({ ...first, runs: [run] }, null, 2)}\n`;
}
