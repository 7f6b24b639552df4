import { RequestError } from '@octokit/request-error';

/** What stopped the work for good, in words for people. */
export class Failure extends Error {}

/** What stopped it before anything was changed. */
export class Refused extends Failure {}

/** Of an answer; undefined for anything else that was thrown. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof RequestError ? error.status : undefined;

/** GitHub refuses a second file of one name: perhaps the one that an attempt of ours left, whose answer got lost. */
export const isAlreadyThere = (error: unknown): boolean =>
  statusOf(error) === 422 && error instanceof Error && /already_exists/.test(error.message);

/** What a user can do about an answer. */
const ADVICE: Readonly<Record<number, string>> = {
  401: 'The token is not valid, or has expired.',
  403: 'The token may not do this: the job needs `permissions: contents: write`.',
  404: 'There is no such repository or release, or the token may not see it: the job needs `permissions: contents: write`.',
};

/** An error of the API in one line, with what to do where that is known. Never holds the token. */
export function describeError(error: unknown): string {
  if (!(error instanceof RequestError)) return error instanceof Error ? error.message : String(error);
  const { status, message, request } = error;
  const { pathname } = new URL(request.url, 'https://api.github.com');
  const advice = /immutable/i.test(message) ? '' : (ADVICE[status] ?? '');
  const answer = error.response ? `${status} ${message}` : message;
  return `${request.method} ${pathname}: ${answer}${advice === '' ? '' : `. ${advice}`}`;
}
