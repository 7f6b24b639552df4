/** What can go wrong with one call. */
export const faults = {
  'reset before the server acts': async () => reset(),
  'reset after the server acted': async (act) => {
    await act();
    return reset();
  },
  '500 before': async () => answer(500, 'Server Error'),
  '500 after the server acted': async (act) => {
    await act();
    return answer(500, 'Server Error');
  },
  '502': async () => answer(502, 'Bad Gateway'),
  '429 with retry-after': async () => answer(429, 'Too many requests', { 'retry-after': '2' }),
  '403 of a secondary rate limit': async () =>
    answer(403, 'You have exceeded a secondary rate limit.', { 'retry-after': '2' }),
  '422 that nobody expects': async () => answer(422, 'Validation Failed'),
  'truncated answer': async (act) => {
    const response = await act();
    const bytes = new Uint8Array(await response.arrayBuffer());
    if (bytes.length === 0) return reset();
    return new Response(bytes.slice(0, bytes.length / 2), { status: response.status, headers: response.headers });
  },
} as const satisfies Record<string, (act: () => Promise<Response>) => Promise<Response>>;

export type Fault = keyof typeof faults;

/** As Node's fetch throws it. */
function reset(): never {
  throw new TypeError('fetch failed', { cause: Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }) });
}

const answer = (status: number, message: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ message }), { status, headers: { 'content-type': 'application/json', ...headers } });

/** A fetch whose n-th call, counted from 0, goes wrong; and each one after it where the fault lasts. */
export function faultyFetch(fetch: typeof globalThis.fetch, at: number, fault: Fault, lasts = false): typeof fetch {
  let count = -1;
  return (input, init) => {
    count += 1;
    const isHit = lasts ? count >= at : count === at;
    return isHit ? faults[fault](() => fetch(input, init)) : fetch(input, init);
  };
}

/** A fetch after whose n-th call, counted from 0, the job is killed: the server acted, and nobody ever hears of it. */
export function fetchUntilKilled(
  fetch: typeof globalThis.fetch,
  at: number,
): { fetch: typeof fetch; killed: Promise<'killed'> } {
  let count = -1;
  let kill: (word: 'killed') => void = () => undefined;
  const killed = new Promise<'killed'>((resolve) => {
    kill = resolve;
  });
  return {
    killed,
    fetch: async (input, init) => {
      count += 1;
      if (count < at) return fetch(input, init);
      if (count === at) await fetch(input, init);
      kill('killed');
      return new Promise<Response>(() => undefined);
    },
  };
}
