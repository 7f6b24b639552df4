import { expect, test } from 'vitest';
import { Progress } from '../../src/cli/progress.ts';
import type { Terminal } from '../../src/cli/terminal.ts';

/** What a person sees of work on a thousand documents that takes some milliseconds for each. */
function seen(pace: number, surroundings: Partial<Terminal> = {}): string {
  let text = '';
  let time = 5;
  const terminal: Terminal = {
    env: {},
    isInteractive: true,
    programDirectory: 'dist',
    browse: () => undefined,
    canAsk: false,
    ask: async () => undefined,
    columns: () => undefined,
    now: () => new Date(time),
    out: () => undefined,
    error: (more) => {
      text += more;
    },
    input: () => new Uint8Array(),
    uninterrupted: (work) => work(async () => undefined),
    interruptible: (work) => work(new AbortController().signal),
    sleep: () => Promise.resolve(),
    untilEnded: async (begin) => {
      begin()();
      return 130;
    },
    ...surroundings,
  };
  const progress = new Progress(terminal, 'documents');
  for (let done = 1; done <= 1000; done += 1) {
    time += pace;
    progress.show(done, 1000);
  }
  progress.end();
  return text;
}

test('work of less than a second shows no bar', () => {
  expect(seen(0.9)).toBe('');
});

test('longer work shows how far it is, ten times a second at most, and leaves nothing behind', () => {
  const drawings = seen(5).split('\r');
  expect(drawings[1]).toBe(`[${'#'.repeat(6)}${'.'.repeat(24)}] 200 of 1,000 documents`);
  expect(drawings.length).toBeGreaterThan(35);
  expect(drawings.length).toBeLessThan(45);
  expect(drawings.at(-1)).toBe('\u001b[K');
});

test('nobody is shown a bar who is no person at a terminal', () => {
  expect(seen(5, { isInteractive: false })).toBe('');
  expect(seen(5, { env: { CI: 'true' } })).toBe('');
  expect(seen(5, { env: { TERM: 'dumb' } })).toBe('');
});
