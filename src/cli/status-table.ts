import { createColors } from 'picocolors';
import type { Fault, FleetStatus, HostStatus } from '../fleet/fleet-status.ts';
import { table } from './table.ts';

/** Of a cell what is shown, and whether that is good: nobody knows where it is undefined. */
interface Cell {
  readonly text: string;
  readonly isGood?: boolean | undefined;
}

const HEAD = ['host', 'reachable', 'ready', 'mesh', 'peers', 'MTU', 'Docker', 'containers', 'document'];

const yes = (value: boolean | null, words: readonly [string, string] = ['yes', 'no']): Cell =>
  value === null ? { text: '–' } : { text: value ? words[0] : words[1], isGood: value };

const plain = (value: string | number | null): Cell => ({ text: value === null ? '–' : String(value) });

function cellsOf({ name, reachable, ready, mesh, peers, mtu, docker, containers, document }: HostStatus): Cell[] {
  return [
    { text: name },
    yes(reachable),
    yes(ready),
    yes(mesh, ['ok', 'FAIL']),
    peers === null ? plain(null) : { text: `${peers.up} of ${peers.all}`, isGood: peers.up === peers.all },
    plain(mtu),
    docker === 'down' ? { text: docker, isGood: false } : plain(docker === '' ? 'up' : docker),
    plain(containers),
    documentCell(document),
  ];
}

function documentCell({ state, commit, files }: HostStatus['document']): Cell {
  if (state === 'unknown') return plain(null);
  if (state === 'current') return { text: state, isGood: true };
  return { text: commit === '' ? `${files.length} ${files.length === 1 ? 'file differs' : 'files differ'}` : commit };
}

/** A host a line, then what fails and what to look at. */
export function statusTable({ hosts, faults }: FleetStatus, width: number, hasColor: boolean): string {
  const colors = createColors(hasColor);
  const rows = hosts.map(cellsOf);
  const paint = (line: string, row: number, column: number): string => {
    const cell = rows[row]?.[column];
    if (cell?.isGood !== undefined) return cell.isGood ? colors.green(line) : colors.red(line);
    return HEAD[column] === 'document' && cell?.text !== '–' ? colors.yellow(line) : line;
  };
  const drawn = table(
    HEAD,
    rows.map((cells) => cells.map(({ text }) => text)),
    width,
    paint,
  );
  const said = [
    ...hosts.flatMap(({ name, faults: own }) => own.map((fault) => [`${name}: `, fault] as const)),
    ...faults.map((fault) => ['', fault] as const),
  ];
  const notes = said.map(([of, { message, hint }]: readonly [string, Fault]) => {
    const look = hint === '' ? '' : `\n  look at: ${hint}`;
    return `${colors.red(`${of}${message}`)}${look}\n`;
  });
  return `${drawn}\n${notes.length === 0 ? '' : `\n${notes.join('')}`}`;
}
