import type { Cluster } from './cluster.ts';
import { hostTable, type TableFacts } from './host-table.ts';

/** GitHub's limit for the notes of a release, in characters. */
const MOST_NOTES = 125_000;

/** Where a cluster's table begins and ends: what stands outside is the user's and stays. */
const markers = (cluster: string): readonly [string, string] => [
  `<!-- meshinit ${cluster}: begin -->`,
  `<!-- meshinit ${cluster}: end -->`,
];

/** The notes with the cluster's table between its marker lines: in the place of the one before, else at the end. */
export function withTable(body: string, cluster: Cluster, facts: TableFacts): string {
  const [begin, end] = markers(cluster.plan.name);
  const [before, after] = around(body, begin, end);
  const frame = [before, begin, '', end, after].join('\n').length;
  const room = MOST_NOTES - frame - 200;
  const table = room > 500 ? hostTable(cluster, facts, room) : 'The table of hosts does not fit here.\n';
  return `${before}${begin}\n${table}${end}${after}`;
}

function around(body: string, begin: string, end: string): readonly [string, string] {
  const from = body.indexOf(begin);
  const to = body.indexOf(end, from);
  if (from !== -1 && to !== -1) return [body.slice(0, from), body.slice(to + end.length)];
  return [body === '' ? '' : `${body.trimEnd()}\n\n`, '\n'];
}
