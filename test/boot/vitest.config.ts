import { defineConfig } from 'vitest/config';
import project from '../../vitest.config.ts';
import { CountReporter } from '../support/count-reporter.ts';
import { LongestFirst } from './longest-first.ts';

const MINUTE = 60_000;

/** With MESHINIT_BOOT=all (`npm run tested`) also the clusters whose proofs others have, each in another way. */
const include = process.env['MESHINIT_BOOT'] === 'all' ? ['test/boot/**/*.boot.ts'] : ['test/boot/*.boot.ts'];

/** The boot lane: real machines, two clusters at a time, since each waits for timers now and then. Its limits are guards against hangs, not expectations. */
export default defineConfig({
  define: project.define ?? {},
  plugins: project.plugins ?? [],
  test: {
    include,
    pool: 'forks',
    maxWorkers: 2,
    sequence: { sequencer: LongestFirst },
    testTimeout: 15 * MINUTE,
    // The first cluster may have to make the laboratory's kernel and disks.
    hookTimeout: 60 * MINUTE,
    disableConsoleIntercept: true,
    reporters: ['verbose', new CountReporter()],
  },
});
