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

/** Whether the server may have acted, or will if asked again. */
export const isUnclear = (error: unknown): boolean => {
  const status = statusOf(error) ?? 500;
  return status >= 500 || status === 429;
};

/** What a user can do about an answer. */
const ADVICE: Readonly<Record<number, (permission: string) => string>> = {
  401: () => 'The token is invalid or has expired.',
  403: (permission) => `The token lacks the permission: the job needs \`permissions: ${permission}: write\`.`,
  404: (permission) =>
    `The repository or release does not exist, or the token has no access to it: the job needs \`permissions: ${permission}: write\`.`,
};

/** What a job asks for to make such a call. */
const permissionFor = ({ request }: RequestError): string =>
  /\/issues\//.test(request.url) ? 'pull-requests' : 'contents';

/** Refusals that say themselves what no permission of a job changes. */
const OTHER_REASONS = /immutable|archived|read-only|SAML|SSO|IP (?:address|allow)|blocked|suspended|disabled/i;
/** In characters: a proxy's page of HTML is no message. */
const MOST_MESSAGE = 300;

/** An error of the API in one line, with what to do where that is known. Never holds the token. */
export function describeError(error: unknown): string {
  if (!(error instanceof RequestError)) return error instanceof Error ? error.message : String(error);
  const { pathname } = new URL(error.request.url, 'https://api.github.com');
  const message = plainMessage(error.message);
  const answer = error.response ? `${error.status} ${message}` : message;
  const advice = adviceOn(error);
  return `${error.request.method} ${pathname}: ${answer}${advice === '' ? '' : `. ${advice}`}`;
}

function plainMessage(message: string): string {
  if (/<(?:!doctype|html|head|body)\b/i.test(message)) return 'an HTML response, which does not come from the API';
  // As octokit puts it, with the whole answer behind.
  if (message.startsWith('Unknown error:')) return 'a response without a message';
  const line = message.replace(/\s+/g, ' ').trim();
  return line.length > MOST_MESSAGE ? `${line.slice(0, MOST_MESSAGE)} …` : line;
}

function adviceOn(error: RequestError): string {
  if (isRateLimit(error)) return `GitHub's rate limit is reached: run the job again ${whenAgain(error)}.`;
  return OTHER_REASONS.test(error.message) ? '' : (ADVICE[error.status]?.(permissionFor(error)) ?? '');
}

/** Primary and secondary limits come as 403 or 429 (docs.github.com, Rate limits for the REST API). */
export function isRateLimit({ status, message, response }: RequestError): boolean {
  if (status !== 403 && status !== 429) return false;
  const { headers = {} } = response ?? {};
  const isUsedUp = headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined;
  return status === 429 || isUsedUp || /rate limit|abuse detection/i.test(message);
}

function whenAgain({ response }: RequestError): string {
  const { headers = {} } = response ?? {};
  const seconds = Number(headers['retry-after']);
  if (seconds > 0) return `in ${seconds} s`;
  const reset = new Date(Number(headers['x-ratelimit-reset'] ?? Number.NaN) * 1000);
  const isUsedUp = headers['x-ratelimit-remaining'] === '0' && !Number.isNaN(reset.getTime());
  return isUsedUp ? `after ${reset.toISOString().slice(0, 16).replace('T', ' ')} UTC` : 'in a few minutes';
}
