// Fails where meshinit has become much slower: `npm run bench:gate`, which .ci/run calls. No seconds, which say more of a
// machine than of a program: CPU time as a multiple of what bare Node.js and the Jinja2 loop take in the same minute, the
// least of several interleaved runs each, so that a busy machine does not matter. Needs Debian's python3-jinja2, python3-yaml.
import { bench } from './calls.mjs';
import { least } from './measure.mjs';
import { assertSame, jinja2, prepare } from './rivals.mjs';

/**
 * Multiples that are too many: about half as much again as was measured when the line was last changed. Each call runs in
 * turn with what it is measured by.
 */
const LIMITS = {
  'check of 3 hosts': { of: 'node', most: 4.2, runs: 11 },
  'compile of 3 hosts': { of: 'loop 3', most: 1.5, runs: 11 },
  'compile of 100 hosts': { of: 'loop 100', most: 2.6, runs: 5 },
  'compile of 300 hosts': { of: 'loop 300', most: 2, runs: 5 },
  'second compile of 300 hosts': { of: 'compile of 300 hosts', most: 0.45, runs: 5 },
};

/** What seems too slow is measured so often: more runs lower what a busy machine added, and not what a change cost. */
const ROUNDS = 3;

const here = bench();
try {
  const path = (hosts) => here.file({ hosts, provider: 'nocloud' });
  const calls = { node: here.bare, 'check of 3 hosts': { command: here.call('check', path(3)) } };
  const checks = [];
  for (const hosts of [3, 100, 300]) {
    calls[`compile of ${hosts} hosts`] = here.compilation(path(hosts));
    const work = prepare(path(hosts), `${here.directory}/loop-${hosts}`);
    calls[`loop ${hosts}`] = jinja2(work, ['json']);
    checks.push(() => assertSame(work, calls[`loop ${hosts}`]));
  }
  calls['second compile of 300 hosts'] = here.again(path(300));
  for (const [name, { of, most, runs }] of Object.entries(LIMITS)) {
    const seconds = { [name]: Infinity, [of]: Infinity };
    const ratio = () => seconds[name] / seconds[of];
    for (let round = 0; round < ROUNDS && !(ratio() <= most); round += 1) {
      const found = least({ [name]: calls[name], [of]: calls[of] }, runs);
      for (const call of [name, of]) seconds[call] = Math.min(seconds[call], found[call]);
    }
    const verdict = ratio() > most ? 'TOO SLOW' : 'ok';
    console.log(`${verdict}: ${name} takes ${ratio().toFixed(2)} times the CPU time of ${of}; at most ${most}`);
    if (ratio() > most) process.exitCode = 1;
  }
  for (const check of checks) check();
} finally {
  here.remove();
}
