import { counted } from '../counted.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { fileOf, type SourceFiles } from '../diagnostics/format.ts';
import { mermaid } from '../graph/mermaid.ts';
import type { Cluster } from './cluster.ts';
import { code, hostTable, type TableFacts } from './host-table.ts';
import { fitSections } from './markdown-fit.ts';

/** A comment on a pull request takes 65,536 characters; the job summary a megabyte. One text serves both. */
const MOST_SUMMARY = 64_000;
/** What the tables may take of it. */
const MOST_TABLE = 40_000;

export interface SummaryOf extends TableFacts {
  readonly cluster: Cluster;
  /** Unified diffs of documents against the release before; none of those that hold secrets. */
  readonly diffs: readonly { readonly host: string; readonly text: string }[];
}

/** The run as Markdown: what changed, the hosts and what to paste where, the mesh as a picture, the differences. */
export function jobSummary(parts: readonly SummaryOf[], releaseUrl: string | undefined): string {
  const tables = parts.map((part) => tableOf(part, Math.floor(MOST_TABLE / parts.length), releaseUrl));
  const pictures = parts.map(({ cluster }) => `\`\`\`mermaid\n${mermaid(cluster.plan)}\`\`\`\n`);
  const diffs = parts.flatMap((part) => part.diffs.map(diffOf));
  return fitSections([...tables, ...pictures, ...diffs], MOST_SUMMARY);
}

function tableOf(part: SummaryOf, room: number, releaseUrl: string | undefined): string {
  const { cluster, changed, before } = part;
  const { plan, documents } = cluster;
  const since = before === undefined ? 'no previous release to compare with' : `compared with ${code(before)}`;
  const same = documents.length - changed.length;
  const count =
    before === undefined
      ? `${counted(documents.length, 'host')}; ${since}`
      : `${changed.length} changed, ${same} the same, ${since}`;
  const where = releaseUrl === undefined ? '' : ` Attached to [the release](${releaseUrl}).`;
  return `## Cluster ${plan.name}\n\n${count}.${where}\n\n${hostTable(cluster, part, room)}`;
}

function diffOf({ host, text }: SummaryOf['diffs'][number]): string {
  // A fence longer than any in the text.
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return `<details><summary>What changes on ${host}</summary>\n\n${fence}diff\n${text}${fence}\n\n</details>\n`;
}

/** What is wrong, where the run stops at it. */
export function faultSummary(
  faults: readonly (SourceFiles & { readonly diagnostics: readonly Diagnostic[] })[],
): string {
  const sections = faults.flatMap(({ diagnostics, ...files }) =>
    diagnostics.map((diagnostic) => {
      const { severity, code: id, line, column, message } = diagnostic;
      const { file } = fileOf(diagnostic, files);
      const text = message.split(/\s+/).join(' ').replaceAll('`', "'");
      return `- ${severity} ${id} at ${code(`${file}:${line}:${column}`)}: ${code(text)}`;
    }),
  );
  return fitSections(['## The manifest is wrong\n', ...sections], MOST_SUMMARY);
}
