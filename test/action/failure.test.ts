import { expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { FakeGitHub } from './fake-github.ts';
import { ON_TAG, runIn, workspace } from './runs.ts';

const { text, lock } = exampleNamed('debian-vxlan');
const files = { 'meshinit.yaml': text, 'meshinit.lock': lock };

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): Response =>
  new Response(typeof body === 'string' ? body : JSON.stringify(body), {
    status,
    headers: { 'content-type': typeof body === 'string' ? 'text/html' : 'application/json', ...headers },
  });

/** What the run says where each call that `when` picks is answered so. */
async function errorOf(reply: () => Response, when: (url: string, method: string) => boolean): Promise<string> {
  const fake = new FakeGitHub();
  fake.addRelease('v2');
  const fetch: typeof globalThis.fetch = (input, init) =>
    when(String(input), init?.method ?? 'GET') ? Promise.resolve(reply()) : fake.fetch(input, init);
  const { status, log } = await runIn(workspace(files), fetch, ON_TAG);
  expect(status).toBe(1);
  const errors = log.split('\n').filter((line) => line.startsWith('::error'));
  expect(errors).toHaveLength(1);
  return errors[0] ?? '';
}

const isUpload = (_: string, method: string): boolean => method === 'POST';
const isAnyCall = (): boolean => true;

const RESET = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(Date.UTC(2100, 0, 1, 12, 30) / 1000) };

test.each<readonly [string, number, object, Record<string, string>, string]>([
  ['primary', 403, { message: 'API rate limit exceeded for installation.' }, RESET, 'after 2100-01-01 12:30 UTC'],
  ['primary', 429, { message: 'API rate limit exceeded.' }, RESET, 'after 2100-01-01 12:30 UTC'],
  ['secondary', 403, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': '7200' }, 'in 7200 s'],
  ['secondary', 429, { message: 'Slow down.' }, { 'retry-after': '7200' }, 'in 7200 s'],
  ['unnamed', 403, { message: 'Forbidden' }, { 'retry-after': '7200' }, 'in 7200 s'],
  ['bare', 403, { message: 'API rate limit exceeded for 192.0.2.1.' }, {}, 'in a few minutes'],
  ['abuse', 403, { message: 'You have triggered an abuse detection mechanism.' }, {}, 'in a few minutes'],
])('a %s rate limit with %i is called one, and says when to run again', async (_, status, body, headers, when) => {
  for (const where of [isAnyCall, isUpload]) {
    const error = await errorOf(() => answer(status, body, headers), where);
    expect(error).toContain(`GitHub's rate limit is reached: run the job again ${when}.`);
    expect(error).not.toContain('permissions');
  }
});

test('a missing permission is still called one', async () => {
  const error = await errorOf(() => answer(403, { message: 'Resource not accessible by integration' }), isUpload);
  expect(error).toContain(
    '403 Resource not accessible by integration. The token lacks the permission: the job needs `perm',
  );
});

test.each([
  'Repository was archived so is read-only.',
  'Resource protected by organization SAML enforcement.',
  'Although you appear to have the correct authorization credentials, the `acme` organization has an IP allow list enabled',
  'Repository access blocked',
])('%s is no matter of the job’s permissions', async (message) => {
  expect(await errorOf(() => answer(403, { message }), isUpload)).not.toContain('permissions');
});

const isList = (url: string): boolean => /\/assets\?/.test(url);
const isRelease = (url: string): boolean => /\/tags\//.test(url);

test.each<readonly [string, unknown, (url: string, method: string) => boolean, string]>([
  ['an object', {}, isRelease, 'the API did not return a release: its id is missing or has the wrong type'],
  ['a list', [], isRelease, 'the API did not return a release'],
  ['an id that is a text', { id: '1' }, isRelease, 'its id is missing or has the wrong type'],
  ['an object for a list', { message: 'ok' }, isList, 'the API did not return a list of files'],
  ['a list of texts', ['a'], isList, 'the API did not return a list of files: its 0 is missing or has the wrong type'],
  ['files without names', [{ id: 1 }], isList, 'its 0.name is missing or has the wrong type'],
])('%s that the API does not describe is said in a sentence', async (_, body, when, message) => {
  const error = await errorOf(() => answer(200, body), when);
  expect(error).toContain(message);
  expect(error).not.toMatch(/[[{]|expected|received|invalid_type|ZodError|at Object|\.ts:/);
});

test('an upload address that is none is said so, and no token goes there', async () => {
  const fake = new FakeGitHub();
  fake.addRelease('v2');
  for (const upload_url of ['not an address', 'ftp://example.com/', 'javascript:alert(1)']) {
    const fetch: typeof globalThis.fetch = async (input, init) => {
      const reply = await fake.fetch(input, init);
      return isRelease(String(input)) ? answer(200, { ...(await reply.json()), upload_url }) : reply;
    };
    const { status, log } = await runIn(workspace(files), fetch, ON_TAG);
    expect(status).toBe(1);
    expect(log).toContain('the API did not return a release: its upload_url is missing or has the wrong type');
  }
});

test.each([
  ['HTML', '<!DOCTYPE html><html><body>\n::set-env name=x::y\nproxy says no</body></html>', 'an HTML response'],
  ['JSON without a message', { errors: [{ a: 1 }] }, 'a response without a message'],
  ['a very long text', 'x'.repeat(5000), `${'x'.repeat(300)} …`],
])('%s as an error is said in a sentence', async (_, body, message) => {
  const error = await errorOf(() => answer(418, body), isUpload);
  expect(error).toContain(message);
  expect(error.length).toBeLessThan(1500);
});
