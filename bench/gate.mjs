// Fails where meshinit has become much slower: `npm run bench:gate`, which .ci/run calls. No seconds, which say more of a
// machine than of a program: CPU time as a multiple of what bare Node.js and the Jinja2 loop take in the same minute, the
// least of several interleaved runs each, so that a busy machine does not matter. Needs Debian's python3-jinja2, python3-yaml.
import { bench } from './calls.mjs';
import { least } from './measure.mjs';
import { assertSame, jinja2, prepare } from './rivals.mjs';

/** Multiples that are too many: about half as much again as was measured when the line was last changed. */
const LIMITS = {
  'check of 3 hosts': { of: 'node', most: 4.2 },
  'compile of 3 hosts': { of: 'loop 3', most: 1.5 },
  'compile of 100 hosts': { of: 'loop 100', most: 3.4 },
  'compile of 300 hosts': { of: 'loop 300', most: 2.7 },
};

const here = bench();
try {
  const path = (hosts) => here.file({ hosts, provider: 'nocloud' });
  const checks = [];
  const loop = (hosts) => {
    const work = prepare(path(hosts), `${here.directory}/loop-${hosts}`);
    const call = jinja2(work, ['json']);
    checks.push(() => assertSame(work, call));
    return call;
  };
  const small = least(
    {
      node: here.bare,
      'check of 3 hosts': { command: here.call('check', path(3)) },
      'compile of 3 hosts': here.compilation(path(3)),
      'loop 3': loop(3),
    },
    11,
  );
  const large = least(
    {
      'compile of 100 hosts': here.compilation(path(100)),
      'loop 100': loop(100),
      'compile of 300 hosts': here.compilation(path(300)),
      'loop 300': loop(300),
    },
    5,
  );
  for (const check of checks) check();
  const seconds = { ...small, ...large };
  for (const [name, { of, most }] of Object.entries(LIMITS)) {
    const found = seconds[name] / seconds[of];
    const verdict = found > most ? 'TOO SLOW' : 'ok';
    console.log(`${verdict}: ${name} takes ${found.toFixed(2)} times the CPU time of ${of}; at most ${most}`);
    if (found > most) process.exitCode = 1;
  }
} finally {
  here.remove();
}
