import type { Batch } from '../../fleet/batches.ts';
import { table } from '../table.ts';
import type { Result } from './carry-out.ts';
import type { Preview } from './dry-run.ts';
import type { Judged, Task } from './judge-hosts.ts';

/** One host's part of an apply, as `--json` prints it. */
export interface Step {
  readonly host: string;
  readonly task: Task | 'gone';
  /** Its turn, from 1; hosts of one turn are patched together. Null where nothing is done with it. */
  readonly turn: number | null;
  /** Into how many pieces the hosts fall after that turn. */
  readonly pieces: number | null;
  /** Files that change, as the host says. */
  readonly files: readonly string[];
  readonly why: readonly string[];
  /** `waiting` until its turn has ended. */
  readonly state: Result['state'] | 'waiting' | null;
}

const DOES: Readonly<Record<Step['task'], string>> = {
  current: 'nothing',
  patch: 'patch',
  rebuild: 'rebuild it yourself',
  boot: 'boot it yourself',
  stop: 'nothing can be done',
  gone: 'switch it off yourself',
};

/** Every host that something is to be done with: those to be patched in their order, then the others. */
export function stepsOf(
  judged: readonly Judged[],
  batches: readonly Batch[],
  previews: readonly Preview[],
  gone: readonly string[],
): Step[] {
  const rest = { turn: null, pieces: null, files: [], state: null };
  const patched = batches.flatMap(({ hosts, pieces, isTorn }, index) =>
    hosts.map((host): Step => {
      const preview = previews.find((candidate) => candidate.host === host);
      const known = judged.find((candidate) => candidate.host === host)?.why ?? [];
      const why = known.length > 0 ? known : (preview?.effects ?? []);
      const together = isTorn ? ['peers are apart until all hosts of this turn are patched'] : [];
      const turn = { turn: index + 1, pieces, files: preview?.files ?? [], state: 'waiting' as const };
      return { host, task: 'patch', ...turn, why: [...why, ...together] };
    }),
  );
  const others = judged
    .filter(({ task }) => task !== 'patch' && task !== 'current')
    .map(({ host, task, why }): Step => ({ host, task, why, ...rest }));
  const left = gone.map(
    (host): Step => ({ host, task: 'gone', why: ['no longer in the manifest; its peers forget it'], ...rest }),
  );
  return [...patched, ...others, ...left];
}

/** A host a line, and a line more for each further reason. */
export function stepTable(steps: readonly Step[], width: number): string {
  const rows = steps.flatMap(({ host, task, turn, files, pieces, why }) => {
    const [first = '', ...more] = why;
    const then = pieces === null ? '' : pieces === 1 ? 'in one piece' : `in ${pieces} pieces`;
    const count = task === 'patch' ? String(files.length) : '';
    const start = [turn === null ? '' : String(turn), host, DOES[task], count, then, first];
    return [start, ...more.map((reason) => ['', '', '', '', '', reason])];
  });
  return `${table(['turn', 'host', 'do', 'files', 'the mesh is then', 'why, or meanwhile'], rows, width)}\n`;
}
