import { CsvError, parse } from 'csv-parse/sync';
import { quoted } from '../check/wording.ts';
import { hostName, type KnownHosts, SourceError } from './known-host.ts';

const KNOWN = ['name', 'address', 'os', 'provider', 'site'] as const;

/** A table with a line of names above it: name and address, and what else is known of a host (RFC 4180). */
export function fromCsv(text: string): KnownHosts {
  let columns: string[] = [];
  const named = (head: string[]): string[] => {
    columns = head.map((name) => name.trim().toLowerCase());
    return columns;
  };
  let rows: { record: Record<string, string>; info: { lines: number } }[];
  try {
    // The types know nothing of `info`, which says where a record ends.
    rows = parse(text, { columns: named, info: true, trim: true, bom: true, skip_empty_lines: true }) as never;
  } catch (error) {
    if (error instanceof CsvError) throw new SourceError(error.message);
    throw error;
  }
  const missing = ['name', 'address'].filter((name) => !columns.includes(name));
  if (missing.length > 0) {
    throw new SourceError(`line 1 has no column ${missing.join(' and no ')}; known columns: ${KNOWN.join(', ')}`);
  }
  const twice = columns.find((name, index) => KNOWN.some((key) => key === name) && columns.indexOf(name) !== index);
  if (twice !== undefined) throw new SourceError(`line 1 has the column ${twice} twice`);
  const hosts = rows.map(({ record, info }) => {
    const { name = '', address = '' } = record;
    if (name === '' || address === '')
      throw new SourceError(`line ${info.lines} has no ${name === '' ? 'name' : 'address'}`);
    const known = KNOWN.slice(2).flatMap((key) => (record[key] ? [[key, record[key]]] : []));
    return { name: hostName(name), address, ...Object.fromEntries(known) };
  });
  const others = columns.filter((name) => !KNOWN.some((key) => key === name));
  const passedOver = others.map((name) => ({
    line: 1,
    what: `column ${quoted(name)}: known columns: ${KNOWN.join(', ')}`,
  }));
  return { hosts, passedOver };
}
