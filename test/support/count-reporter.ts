import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';

/** Ends a run with what was left out, for want of tools or for want of a thorough run, and with one line that counts the tests. */
export class CountReporter implements Reporter {
  readonly #note: string;
  /** Whether tests are chosen by name: all others are skipped then. */
  #isChosen = false;

  /** @param note what people should know of every such run */
  constructor(note = '') {
    this.#note = note === '' ? '' : `${note}\n`;
  }

  onInit({ config }: Vitest): void {
    this.#isChosen = config.testNamePattern !== undefined;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const count = { passed: 0, failed: errors.length, skipped: 0, pending: 0 };
    const reasons = new Set<string>();
    const left = new Map<string, number>();
    for (const module of modules) {
      // A file that could not be loaded has no tests to fail.
      if (module.errors().length > 0) count.failed += 1;
      for (const test of module.children.allTests()) {
        const result = test.result();
        count[result.state] += 1;
        const note = noteOf(test);
        if (note) reasons.add(note);
        // Without a reason of its own a test of a plain run is skipped because a thorough run alone has it.
        else if (result.state === 'skipped' && this.#note !== '' && !this.#isChosen)
          left.set(module.relativeModuleId, (left.get(module.relativeModuleId) ?? 0) + 1);
      }
    }
    const skipped = count.skipped + count.pending;
    const loud = [...reasons].toSorted().map((reason) => `NOT TESTED: ${reason}\n`);
    const files = [...left].toSorted().map(([file, tests]) => `${file} (${tests})`);
    const plain = files.length > 0 ? `LEFT TO A THOROUGH RUN: tests of ${files.join(', ')}\n` : '';
    process.stdout.write(
      `${loud.join('')}${plain}${this.#note}${count.passed} passed, ${count.failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`,
    );
  }
}

function noteOf(test: TestCase): string | undefined {
  const result = test.result();
  return result.state === 'skipped' ? result.note : undefined;
}
