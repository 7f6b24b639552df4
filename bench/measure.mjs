import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUSAGE = fileURLToPath(new URL('rusage.py', import.meta.url));

/** One call: seconds of wall clock and of CPU, peak memory in MiB. Throws where it fails. */
function once({ command, before }) {
  before?.();
  const { status, stdout, stderr } = spawnSync('python3', [RUSAGE, ...command], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/**
 * Medians of several calls, which take turns, so that a busy moment of the machine meets all of them.
 * @param calls `{command, before}` by name; `before` clears away what a call left
 */
export function medians(calls, runs) {
  const names = Object.keys(calls);
  const found = new Map(names.map((name) => [name, []]));
  for (let round = 0; round < runs; round += 1) {
    for (const name of names) found.get(name).push(once(calls[name]));
  }
  return Object.fromEntries(
    names.map((name) => {
      const all = found.get(name);
      const of = (key) => Number(median(all.map((one) => one[key])).toFixed(3));
      return [name, { wall: of('wall'), cpu: of('cpu'), peak: Math.round(of('peak')) }];
    }),
  );
}
