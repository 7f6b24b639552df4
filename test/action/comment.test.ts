import { describe, expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { FakeGitHub } from './fake-github.ts';
import { hurryTimers } from './hurried.ts';
import { type ActionRun, eventEnv, runIn, workspace } from './runs.ts';

hurryTimers();

const { text, lock } = exampleNamed('debian-vxlan');
const files = { 'meshinit.yaml': text, 'meshinit.lock': lock };
const changed = {
  ...files,
  'meshinit.yaml': text.replace('os: debian-12', 'os: debian-12, cloud_config: { timezone: UTC }'),
};
const MARKER = '<!-- meshinit: meshinit.yaml -->';
const HEAD = 'abcdef0123456789abcdef0123456789abcdef01';

async function onPullRequest(
  fake: FakeGitHub,
  tree: Readonly<Record<string, string>> = files,
  env: Readonly<Record<string, string>> = {},
  fetch: typeof globalThis.fetch = fake.fetch,
): Promise<ActionRun> {
  const place = workspace(tree);
  const event = eventEnv(place, 'pull_request', {
    action: 'synchronize',
    pull_request: { number: 7, head: { sha: HEAD } },
  });
  return runIn(place, fetch, { ...event, INPUT_COMMENT: 'true', ...env });
}

describe('the comment on a pull request', () => {
  test('is written once, with the summary and the commit', async () => {
    const fake = new FakeGitHub();
    const { status, outputs, summary } = await onPullRequest(fake);
    expect(status).toBe(0);
    expect(fake.comments.bodies(7)).toEqual([`${MARKER}\n${summary.trimEnd()}\n\nCommit \`abcdef0\`\n`]);
    expect(outputs['comment-url']).toBe('http://127.0.0.1/acme/infra/pull/7#issuecomment-501');
  });

  test('is edited by the next run, and left alone where it says the same', async () => {
    const fake = new FakeGitHub();
    fake.comments.add(7, 'A comment of somebody.', { user: { type: 'User' } });
    await onPullRequest(fake);
    const first = fake.comments.bodies(7);
    const count = fake.writes.length;
    const again = await onPullRequest(fake);
    expect(fake.writes.length).toBe(count);
    expect(fake.comments.bodies(7)).toEqual(first);
    const next = await onPullRequest(fake, { 'meshinit.yaml': changed['meshinit.yaml'].replace('host3:', 'host9:') });
    expect(next.outputs['comment-url']).toBe(again.outputs['comment-url']);
    expect(fake.comments.bodies(7)).toHaveLength(2);
    expect(fake.comments.bodies(7)[0]).toBe('A comment of somebody.');
    expect(fake.comments.bodies(7)[1]).toContain('host9');
  });

  test('says what is wrong with a manifest, and the run fails', async () => {
    const fake = new FakeGitHub();
    await onPullRequest(fake);
    const { status } = await onPullRequest(fake, { 'meshinit.yaml': text.replace('10.0.0.12', '10.0.0.11') });
    expect(status).toBe(1);
    expect(fake.comments.bodies(7)).toHaveLength(1);
    expect(fake.comments.bodies(7)[0]).toContain('## The manifest is wrong');
  });

  test('is one for each job’s manifests', async () => {
    const fake = new FakeGitHub();
    await onPullRequest(fake);
    await onPullRequest(fake, { 'b.yaml': text.replace(/^name: .*$/m, 'name: east') }, { INPUT_MANIFEST: 'b.yaml' });
    await onPullRequest(fake);
    expect(fake.comments.bodies(7).map((body) => body.split('\n')[0])).toEqual([MARKER, '<!-- meshinit: b.yaml -->']);
  });

  test('is not taken from a stranger, who could edit it afterwards', async () => {
    const fake = new FakeGitHub();
    fake.comments.add(7, `${MARKER}\nAll is well.`, { user: { type: 'User' } });
    await onPullRequest(fake);
    expect(fake.comments.bodies(7)).toHaveLength(2);
    expect(fake.comments.bodies(7)[0]).toBe(`${MARKER}\nAll is well.`);
    const member = new FakeGitHub();
    member.comments.add(7, `${MARKER}\nOld.`, { user: { type: 'User' }, author_association: 'MEMBER' });
    await onPullRequest(member);
    expect(member.comments.bodies(7)).toHaveLength(1);
  });

  test('is found behind a hundred others', async () => {
    const fake = new FakeGitHub();
    for (let index = 0; index < 130; index += 1) fake.comments.add(7, `comment ${index}`);
    await onPullRequest(fake);
    await onPullRequest(fake, changed);
    expect(fake.comments.bodies(7)).toHaveLength(131);
  });

  test('stays one where an answer got lost, and where two runs wrote one at once', async () => {
    const fake = new FakeGitHub();
    let isLost = false;
    const lossy: typeof globalThis.fetch = async (input, init) => {
      const response = await fake.fetch(input, init);
      if (init?.method !== 'POST' || isLost) return response;
      isLost = true;
      throw new TypeError('fetch failed', { cause: Object.assign(new Error('reset'), { code: 'ECONNRESET' }) });
    };
    expect((await onPullRequest(fake, files, {}, lossy)).status).toBe(0);
    expect(isLost).toBe(true);
    expect(fake.comments.bodies(7)).toHaveLength(1);

    const both = new FakeGitHub();
    const [one] = ['One.', 'Other.'].map((body) => both.comments.add(7, `${MARKER}\n${body}`));
    await onPullRequest(both);
    expect(both.comments.on.get(7)?.map(({ id }) => id)).toEqual([one?.id]);
  });

  test('that the token must not write is a warning with the permission, and no failure', async () => {
    const fake = new FakeGitHub();
    fake.comments.refusal = () =>
      new Response(JSON.stringify({ message: 'Resource not accessible by integration' }), {
        status: 403,
        headers: { 'content-type': 'application/json' },
      });
    const { status, log } = await onPullRequest(fake);
    expect(status).toBe(0);
    expect(log).toContain(
      '::warning title=meshinit::cannot comment on the pull request: POST /repos/acme/infra/issues/7/comments',
    );
    expect(log).toContain('the job needs `permissions: pull-requests: write`');
  });

  test('is written on no other event, and without the input on none', async () => {
    const fake = new FakeGitHub();
    await runIn(workspace(files), fake.fetch, { INPUT_COMMENT: 'true' });
    await onPullRequest(fake, files, { INPUT_COMMENT: 'false' });
    expect(fake.comments.on.size).toBe(0);
  });
});
