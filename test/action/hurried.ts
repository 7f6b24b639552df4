import { afterAll, beforeAll, vi } from 'vitest';

/**
 * Timers of no length take none in this file. bottleneck, which orders the calls to GitHub, lets other work go first by some
 * 14 such timers a call, and Node.js makes each a millisecond long: a delivery would wait a third of a second for nothing.
 */
export function hurryTimers(): void {
  beforeAll(() => {
    const { setTimeout } = globalThis;
    const hurried = (done: (...given: unknown[]) => void, milliseconds = 0, ...given: unknown[]) =>
      milliseconds > 0 ? setTimeout(done, milliseconds, ...given) : setImmediate(done, ...given);
    vi.stubGlobal('setTimeout', Object.assign(hurried, setTimeout));
  });
  afterAll(() => void vi.unstubAllGlobals());
}
