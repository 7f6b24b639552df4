import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { CountReporter } from './test/support/count-reporter.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

export default defineConfig({
  define: { MESHINIT_VERSION: JSON.stringify(version) },
  plugins: [
    {
      name: 'shell-as-text',
      transform: (code, id) => (id.endsWith('.sh') ? { code: `export default ${JSON.stringify(code)}`, map: null } : null),
    },
  ],
  test: {
    include: ['test/**/*.test.ts'],
    // Real hosts in network namespaces: `npm run test:net`.
    exclude: ['test/net/**', '**/node_modules/**'],
    setupFiles: ['test/support/seed.ts'],
    // A guard against hangs, not a measure: it leaves room for a busy machine.
    testTimeout: 120_000,
    // The code under test keeps no state: importing it anew for each of a hundred files would take longer than the tests.
    isolate: false,
    // Most tests wait for a program: one more worker than vitest's own choice on two cores.
    maxWorkers: 2,
    // The last line of a run is its count.
    reporters: ['default', new CountReporter()],
  },
});
