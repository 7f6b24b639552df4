import type { Reporter, TestCase, TestModule } from 'vitest/node';

/** Ends a run with what was left out for want of tools, and with one line that counts the tests. */
export class CountReporter implements Reporter {
  readonly #note: string;

  /** @param note what people should know of every such run */
  constructor(note = '') {
    this.#note = note === '' ? '' : `${note}\n`;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    const reasons = new Set<string>();
    for (const module of modules) {
      // A file that could not be loaded has no tests to fail.
      if (module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) {
        const result = test.result();
        count[result.state] += 1;
        const note = noteOf(test);
        if (note !== '') reasons.add(note);
      }
    }
    const skipped = count.skipped + count.pending;
    const loud = [...reasons].toSorted().map((reason) => `NOT TESTED: ${reason}\n`);
    process.stdout.write(
      `${loud.join('')}${this.#note}${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
  }
}

function noteOf(test: TestCase): string {
  const result = test.result();
  return result.state === 'skipped' ? (result.note ?? '') : '';
}
