import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const RUSAGE = fileURLToPath(new URL('rusage.py', import.meta.url));

/**
 * What runs is to be what people have: certificates that a machine of ours adds take Node.js as long as the rest of its start,
 * and a wrapper around python3 longer than the loop of three hosts.
 */
export const UNSET = 'NODE_EXTRA_CA_CERTS';
const environment = () => {
  const { [UNSET]: _, ...env } = process.env;
  return env;
};
export const PYTHON = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], {
  encoding: 'utf8',
}).stdout.trim();

/** One call: seconds of wall clock and of CPU, peak memory in MiB. Throws where it fails. */
function once({ command, before }) {
  before?.();
  const { status, stdout, stderr } = spawnSync(PYTHON, [RUSAGE, ...command], { encoding: 'utf8', env: environment() });
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}: ${stderr}`);
  return JSON.parse(stdout);
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** Several calls, which take turns, so that a busy moment of the machine meets all of them. */
function interleaved(calls, runs) {
  const found = new Map(Object.keys(calls).map((name) => [name, []]));
  for (let round = 0; round < runs; round += 1) {
    for (const [name, all] of found) all.push(once(calls[name]));
  }
  return found;
}

/** The least CPU time of each, in seconds. */
export const least = (calls, runs) =>
  Object.fromEntries(
    [...interleaved(calls, runs)].map(([name, all]) => [name, Math.min(...all.map(({ cpu }) => cpu))]),
  );

/**
 * Medians of several calls.
 * @param calls `{command, before}` by name; `before` clears away what a call left
 */
export function medians(calls, runs) {
  const found = interleaved(calls, runs);
  return Object.fromEntries(
    [...found].map(([name, all]) => {
      const of = (key) => Number(median(all.map((one) => one[key])).toFixed(3));
      return [name, { wall: of('wall'), cpu: of('cpu'), peak: Math.round(of('peak')) }];
    }),
  );
}
