import type { Cluster } from '../mesh/mesh.ts';
import type { PlanReport } from '../plan-report.ts';
import { planRows } from '../plan-rows/plan-rows.ts';
import { table } from './table.ts';

/** The plan for people. */
export function planTables(cluster: Cluster, report: PlanReport, width: number): string {
  const rows = planRows(
    cluster,
    report.hosts.map(({ name, os, document }) => ({ host: name, os, ...document })),
  );
  const { head, rows: containers } = rows.containers;
  const ofNetworks = [rows, ...rows.further].flatMap(({ facts, hosts, links, moreLinks }) => [
    table([], facts, width).replace(/^\n+/, ''),
    table(hosts.head, hosts.rows, width),
    ...(links.rows.length > 0
      ? [table(links.head, links.rows, width) + (moreLinks > 0 ? `\n… and ${moreLinks} more` : '')]
      : []),
  ]);
  return [...ofNetworks, ...(containers.length > 0 ? [table(head, containers, width)] : [])].join('\n\n').concat('\n');
}
