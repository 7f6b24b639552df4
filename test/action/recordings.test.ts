import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { isAlreadyThere } from '../../src/action/failure.ts';
import { connect } from '../../src/action/octokit.ts';
import { withoutDownload } from '../../src/action/reach-goal.ts';
import { ReleaseApi } from '../../src/action/release-api.ts';

interface Recording {
  readonly scope: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly status: number;
  readonly response: unknown;
  readonly headers: Readonly<Record<string, string | number>>;
}

const OWNER = 'octokit-fixture-org';

/** A client whose calls meet GitHub's recorded answers, in their order; a call that nobody recorded is a failure. */
function replay(scenario: string): { api: ReleaseApi; left: Recording[] } {
  const file = createRequire(import.meta.url)
    .resolve('@octokit/fixtures')
    .replace(/index\.js$/, `scenarios/api.github.com/${scenario}/normalized-fixture.json`);
  const left: Recording[] = JSON.parse(readFileSync(file, 'utf8'));
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { href, host, pathname, searchParams } = new URL(String(input));
    const index = left.findIndex((one) => {
      const recorded = new URL(one.path, one.scope);
      const isSamePlace = recorded.host === host && recorded.pathname === pathname;
      return (
        isSamePlace &&
        one.method === init?.method?.toLowerCase() &&
        recorded.searchParams.get('name') === searchParams.get('name')
      );
    });
    const [recording] = index === -1 ? [] : left.splice(index, 1);
    if (!recording) throw new Error(`${init?.method} ${href} was not recorded`);
    if (typeof recording.body === 'string' && recording.body !== '') {
      expect(new TextDecoder().decode(init?.body as Uint8Array)).toBe(recording.body);
    }
    const headers = Object.entries(recording.headers).map(([key, value]): [string, string] => [key, String(value)]);
    return new Response(recording.status === 204 ? null : JSON.stringify(recording.response), {
      status: recording.status,
      headers,
    });
  };
  const github = connect({
    baseUrl: 'https://api.github.com',
    token: '0'.repeat(40),
    fetch,
    second: 0,
    log: () => undefined,
  });
  return { api: new ReleaseApi(github, { owner: OWNER, repo: scenario }), left };
}

const HELLO = new TextEncoder().encode('Hello, world!\n');

test('what GitHub answered to an upload, a list, a new name and a deletion is understood', async () => {
  const { api, left } = replay('release-assets');
  const release = await api.byTag('v1.0.0');
  if (!release) throw new Error('the recorded release was not found');
  expect(release).toMatchObject({ id: 1000, draft: false });
  await api.upload(release, 'test-upload.txt', HELLO);
  const [asset] = await api.assets(release.id);
  expect(asset && withoutDownload(asset)).toEqual({
    id: 1000,
    name: 'test-upload.txt',
    size: 14,
    isComplete: true,
    sha256: undefined,
    isOurs: true,
  });
  await api.rename(1000, 'new-filename.txt');
  await api.remove(1000);
  expect(left.map(({ method, path }) => `${method} ${path.replace(/.*releases/, '')}`)).toEqual(['get /assets/1000']);
});

test('the refusal of a name that is taken is told from every other, and the file behind it can be seen', async () => {
  const { api, left } = replay('release-assets-conflict');
  const release = await api.byTag('v1.0.0');
  if (!release) throw new Error('the recorded release was not found');
  const refusal = await api.upload(release, 'test-upload.txt', HELLO).catch((error: unknown) => error);
  expect(isAlreadyThere(refusal)).toBe(true);
  const [asset] = await api.assets(release.id);
  expect(asset).toMatchObject({ id: 1000, name: 'test-upload.txt', state: 'uploaded' });
  await api.remove(1000);
  await api.upload(release, 'test-upload.txt', HELLO);
  expect(left).toEqual([]);
});
