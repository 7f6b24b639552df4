import type { HostChange } from '../diff/host-change.ts';
import { table } from './table.ts';

/** A host a line, and a line more for each further reason. */
export function diffTable(hosts: readonly HostChange[], width: number): string {
  const rows = hosts.flatMap(({ host, verdict, why, files }) => {
    const [first = '', ...more] = why;
    const count = files.length === 0 ? '' : String(files.length);
    return [[host, verdict, count, first], ...more.map((reason) => ['', '', '', reason])];
  });
  return `${table(['host', 'needs', 'files', 'why'], rows, width)}\n`;
}
