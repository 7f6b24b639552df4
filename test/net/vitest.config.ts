import { defineConfig } from 'vitest/config';
import project from '../../vitest.config.ts';
import { CountReporter } from '../support/count-reporter.ts';
import { LongestFirst } from './longest-first.ts';

/** The namespace lane: apart from the other tests, since it wants root, Open vSwitch and a few minutes. */
export default defineConfig({
  define: project.define ?? {},
  plugins: project.plugins ?? [],
  test: {
    include: ['test/net/**/*.net.ts'],
    // A file is one or more clusters, and most of them wait for spanning trees now and then. With more at once on two cores,
    // packets are lost for want of a processor.
    pool: 'forks',
    maxWorkers: 4,
    sequence: { sequencer: LongestFirst },
    // Guards against hangs, not measures: a slow machine takes minutes for what takes seconds elsewhere.
    testTimeout: 600_000,
    hookTimeout: 600_000,
    disableConsoleIntercept: true,
    reporters: ['verbose', new CountReporter()],
  },
});
