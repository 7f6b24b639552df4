import { expect, test, vi } from 'vitest';
import { connect } from '../../src/action/octokit.ts';

test('a call that fails waits a second before it is tried again, however many calls failed before it', async () => {
  const SECOND = 20;
  const waits: number[] = [];
  const { setTimeout } = globalThis;
  vi.stubGlobal(
    'setTimeout',
    Object.assign((done: () => void, milliseconds = 0) => {
      if (milliseconds >= SECOND) waits.push(milliseconds);
      return setTimeout(done, milliseconds);
    }, setTimeout),
  );
  let calls = 0;
  const fetch = async (): Promise<Response> => {
    calls += 1;
    return new Response('{}', { status: calls % 2 === 1 ? 500 : 200, headers: { 'content-type': 'application/json' } });
  };
  const github = connect({
    baseUrl: 'http://127.0.0.1',
    token: undefined,
    fetch,
    second: SECOND,
    log: () => undefined,
  });
  for (const tag of ['v1', 'v2', 'v3']) await github.rest.repos.getReleaseByTag({ owner: 'acme', repo: 'infra', tag });
  vi.unstubAllGlobals();
  expect(calls).toBe(6);
  expect(waits).toEqual([SECOND, SECOND, SECOND]);
});
