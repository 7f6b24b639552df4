/// <reference path="./bottleneck-light.d.ts" />
import { setTimeout } from 'node:timers/promises';
import { retry } from '@octokit/plugin-retry';
import { throttling } from '@octokit/plugin-throttling';
import { RequestError } from '@octokit/request-error';
import { Octokit } from '@octokit/rest';
import Bottleneck from 'bottleneck/light.js';

declare const MESHINIT_VERSION: string;

export interface Connection {
  /** The API's address, without a slash at the end. */
  readonly baseUrl: string;
  readonly token: string | undefined;
  readonly fetch: typeof fetch;
  /** Milliseconds that a second of waiting lasts: 1000, and less in tests. */
  readonly second: number;
  readonly log: (line: string) => void;
}

/** A wait that GitHub asks for, in seconds, beyond which a job had better fail: it is paid by the minute. */
const LONGEST_WAIT = 15 * 60;
const MOST_RETRIES = 3;
/** From this many changes on GitHub wants a second between two (docs.github.com, Best practices for using the REST API). */
const MANY_WRITES = 30;

const WithPlugins = Octokit.plugin(checkAnswers, throttling, retry, countAlone);

export type GitHub = Octokit & {
  /** Slows down where there is much to change. */
  readonly pace: (writes: number) => void;
  readonly pause: (seconds: number) => Promise<void>;
};

/** octokit with its own retries, back-off and throttling. */
export function connect({ baseUrl, token, fetch, second, log }: Connection): GitHub {
  const write = new Bottleneck.Group({ maxConcurrent: 1, minTime: 0 });
  const id = 'meshinit';
  const wait = (seconds: number, what: string, count: number): boolean => {
    const isWaiting = seconds <= LONGEST_WAIT && count < MOST_RETRIES;
    log(`${what}: GitHub asks for ${seconds} s${isWaiting ? '; waiting' : ', which is too long to wait'}`);
    return isWaiting;
  };
  const octokit = new WithPlugins({
    baseUrl,
    ...(token === undefined ? {} : { auth: token }),
    userAgent: `meshinit/${MESHINIT_VERSION}`,
    request: { fetch },
    log: { debug: () => undefined, info: () => undefined, warn: log, error: log },
    retry: { retries: MOST_RETRIES, retryAfterBaseValue: second, doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451] },
    throttle: {
      id,
      retryAfterBaseValue: second,
      write,
      // The plugin's own groups are shared by all of a process; its types do not name this one.
      ...{ global: new Bottleneck.Group({ maxConcurrent: 1 }) },
      notifications: new Bottleneck.Group({ maxConcurrent: 1, minTime: 0 }),
      onRateLimit: (after, _options, _octokit, count) => wait(after, 'rate limit', count),
      onSecondaryRateLimit: (after, _options, _octokit, count) => wait(after, 'secondary rate limit', count),
    },
  });
  return Object.assign(octokit, {
    pace: (writes: number) => void write.key(id).updateSettings({ minTime: writes < MANY_WRITES ? 0 : second }),
    pause: (seconds: number) => setTimeout(seconds * second),
  });
}

/**
 * The outermost plugin. Retries are counted in a call's own options: octokit hands the same object to every call, so each
 * would wait for the longer, the more had failed before it.
 */
function countAlone(octokit: Pick<Octokit, 'hook'>): void {
  octokit.hook.before('request', (options) => {
    options.request = { ...options.request };
  });
}

/**
 * The innermost plugin. octokit hands on an answer that was cut off as a text, or as nothing; and its throttling waits
 * only where a message has the words `secondary rate`, which not every server's has.
 */
function checkAnswers(octokit: Pick<Octokit, 'hook'>): void {
  octokit.hook.after('request', async (response, options) => {
    if (options.request?.['parseSuccessResponseBody'] === false) {
      response.data = await new Response(response.data).arrayBuffer().catch(() => {
        throw cutOff(options);
      });
    } else if (response.status !== 204 && (typeof response.data !== 'object' || response.data === null)) {
      throw cutOff(options);
    }
  });
  octokit.hook.error('request', (error) => {
    if (error instanceof RequestError && error.response && isThrottled(error)) {
      const { headers } = error.response;
      if (headers['retry-after'] !== undefined && !(Number(headers['retry-after']) > 0)) headers['retry-after'] = '1';
      if (!/\bsecondary rate\b/i.test(error.message)) error.message += ' (a secondary rate limit)';
    }
    throw error;
  });
}

/** 502: to octokit's retries the same as a gateway that gave half an answer. */
const cutOff = (options: object): RequestError =>
  new RequestError('the response was cut off', 502, { request: options as never });

function isThrottled({ status, response }: RequestError): boolean {
  if (response?.headers['x-ratelimit-remaining'] === '0') return false;
  return status === 429 || (status === 403 && response?.headers['retry-after'] !== undefined);
}
