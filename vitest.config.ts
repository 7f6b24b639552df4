import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { hostProgramText, isHostProgram } from './scripts/shell-text.mjs';
import { CountReporter } from './test/support/count-reporter.ts';
import { isThorough } from './test/support/is-thorough.ts';

const PARTIAL = 'Where cases are many of a kind, a part of them ran. MESHINIT_TEST_ALL=1 npm test runs all.';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

export default defineConfig({
  define: { MESHINIT_VERSION: JSON.stringify(version), MESHINIT_BUILD: '"sources"' },
  plugins: [
    {
      name: 'shell-as-text',
      transform: (code, id) =>
        isHostProgram(id) ? { code: `export default ${JSON.stringify(hostProgramText(id, code))}`, map: null } : null,
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    // Real hosts in network namespaces: `npm run test:net`.
    exclude: ['test/net/**', '**/node_modules/**'],
    setupFiles: ['test/support/seed.ts'],
    // What a test compiles is nothing to remember in the home of whoever runs it.
    env: { MESHINIT_NO_CACHE: '1' },
    // A guard against hangs, not a measure: it leaves room for a busy machine.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // The code under test keeps no state: importing it anew for each of a hundred files would take longer than the tests.
    isolate: false,
    // Most tests wait for programs: with as many workers as cores, the cores would idle for a third of the run.
    maxWorkers: 4,
    // The last line of a run is its count.
    reporters: ['default', new CountReporter(isThorough ? '' : PARTIAL)],
  },
});
