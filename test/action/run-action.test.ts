import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sha256 } from '../../src/edge/sha256.ts';
import { exampleNamed } from '../support/examples.ts';
import { contentsOf, FAKE_TOKEN, FakeGitHub } from './fake-github.ts';
import { hurryTimers } from './hurried.ts';
import { eventEnv, inputEnv, ON_TAG, runIn, workspace } from './runs.ts';

hurryTimers();

const { text, lock } = exampleNamed('debian-vxlan');
const files = { 'meshinit.yaml': text, 'meshinit.lock': lock };
const name = /^name: (.+)$/m.exec(text)?.[1] ?? 'mesh';
const names = (hosts: readonly string[]): string[] =>
  [...hosts.map((host) => `${name}-${host}.yaml`), `${name}-SHA256SUMS`].toSorted();
const withKey = (own: string): string => text.replace(/host2: \{ (.*) \}/, `host2: { $1, cloud_config: ${own} }`);
const only = (fake: FakeGitHub) => {
  const [release, ...others] = fake.releases;
  if (!release || others.length > 0) throw new Error(`${fake.releases.length} releases`);
  return release;
};

describe('on a tag', () => {
  test('makes a release, fills it and publishes it, in this order', async () => {
    const fake = new FakeGitHub();
    const place = workspace(files);
    const run = await runIn(place, fake.fetch, ON_TAG);
    expect(run.status).toBe(0);
    const release = only(fake);
    expect(release).toMatchObject({ tag_name: 'v2', name: 'v2', draft: false, body: '', target_commitish: undefined });
    expect(Object.keys(contentsOf(release)).toSorted()).toEqual(names(['host1', 'host2', 'host3']));
    const writes = fake.writes.map(
      ({ method, path, query }) => `${method} ${query.get('name') ?? path.replace(/.*releases/, '')}`,
    );
    expect(writes.at(0)).toBe('POST ');
    expect(writes.at(-1)).toBe(`PATCH /${release.id}`);
    // The checksums come after every document bears its name.
    expect(writes.findIndex((write) => write.includes('SHA256SUMS'))).toBe(1 + 3 + 3);
  });

  test('tells files, hosts, changes and assets', async () => {
    const fake = new FakeGitHub();
    const place = workspace(files);
    const { outputs } = await runIn(place, fake.fetch, ON_TAG);
    expect(outputs['files']?.split('\n')).toEqual([
      'userdata/host1.yaml',
      'userdata/host2.yaml',
      'userdata/host3.yaml',
      'userdata/SHA256SUMS',
    ]);
    const hosts = JSON.parse(outputs['hosts'] ?? '');
    const content = readFileSync(join(place.directory, 'userdata/host1.yaml'));
    expect(hosts[0]).toEqual({
      name: 'host1',
      path: 'userdata/host1.yaml',
      bytes: content.length,
      sha256: sha256(content),
    });
    expect(JSON.parse(outputs['changed'] ?? '')).toEqual(['host1', 'host2', 'host3']);
    expect(outputs['release-url']).toBe('http://127.0.0.1/acme/infra/releases/tag/v2');
    const assets = JSON.parse(outputs['assets'] ?? '');
    expect(assets.map((asset: { name: string }) => asset.name).toSorted()).toEqual(names(['host1', 'host2', 'host3']));
    expect(assets[0].url).toBe(`http://127.0.0.1/acme/infra/releases/download/v2/${name}-host1.yaml`);
    expect(assets[0].sha256).toBe(hosts[0].sha256);
  });

  test('a second run changes nothing', async () => {
    const fake = new FakeGitHub();
    const place = workspace(files);
    const first = await runIn(place, fake.fetch, ON_TAG);
    const count = fake.writes.length;
    const second = await runIn(place, fake.fetch, ON_TAG);
    expect(fake.writes.length).toBe(count);
    expect(second.outputs).toEqual(first.outputs);
  });

  test('with draft leaves the release a draft, and the next run finds it', async () => {
    const fake = new FakeGitHub();
    const place = workspace(files);
    await runIn(place, fake.fetch, { ...ON_TAG, INPUT_DRAFT: 'true' });
    await runIn(place, fake.fetch, { ...ON_TAG, INPUT_DRAFT: 'true' });
    expect(only(fake)).toMatchObject({ draft: true, body: '' });
  });

  test('a draft that somebody else made is filled and stays a draft', async () => {
    const fake = new FakeGitHub();
    fake.addRelease('v2', { draft: true, body: 'Mine.' });
    await runIn(workspace(files), fake.fetch, ON_TAG);
    expect(only(fake)).toMatchObject({ draft: true, body: 'Mine.' });
    expect(only(fake).assets).toHaveLength(4);
  });

  test('a draft behind 150 releases is found; of several the oldest is taken, with a warning', async () => {
    const fake = new FakeGitHub();
    const oldest = fake.addRelease('v2', { draft: true });
    fake.addRelease('v2', { draft: true });
    for (let index = 0; index < 150; index += 1) fake.addRelease(`v1.${index}`);
    const { status, log } = await runIn(workspace(files), fake.fetch, ON_TAG);
    expect(status).toBe(0);
    expect(oldest.assets).toHaveLength(4);
    expect(fake.releases).toHaveLength(152);
    expect(log).toContain('::warning title=meshinit::v2 has 2 drafts');
  });
});

describe('on a release', () => {
  test('attaches to it, and only where it is there to attach to', async () => {
    for (const [action, count] of [
      ['published', 4],
      ['edited', 4],
      ['deleted', 0],
      ['unpublished', 0],
    ] as const) {
      const fake = new FakeGitHub();
      fake.addRelease('v3');
      const place = workspace(files);
      const env = eventEnv(place, 'release', { action, release: { tag_name: 'v3' } }, 'refs/tags/v3');
      expect((await runIn(place, fake.fetch, env)).status).toBe(0);
      expect(only(fake).assets).toHaveLength(count);
    }
  });

  test('says which hosts differ from the release before, and how', async () => {
    const fake = new FakeGitHub();
    await runIn(workspace(files), fake.fetch, { GITHUB_REF: 'refs/tags/v1' });
    const extra = withKey('{ packages: [htop] }');
    const { outputs, summary } = await runIn(workspace({ ...files, 'meshinit.yaml': extra }), fake.fetch, ON_TAG);
    expect(JSON.parse(outputs['changed'] ?? '')).toEqual(['host2']);
    expect(summary).toContain('1 changed, 2 the same, compared with `v1`');
    expect(summary).toContain('+- htop');
    expect(summary).toContain('```mermaid\nflowchart LR');
  });

  test('that is immutable is refused before anything is uploaded, with the way round', async () => {
    const fake = new FakeGitHub();
    fake.addRelease('v2', { immutable: true });
    const { status, log } = await runIn(workspace(files), fake.fetch, ON_TAG);
    expect(status).toBe(1);
    expect(fake.writes).toEqual([]);
    expect(log).toMatch(/::error title=meshinit::the release v2 is immutable.*Nothing was uploaded.*as a draft/);
  });

  test('with more than 100 files of others is read whole, and those are left alone', async () => {
    const fake = new FakeGitHub();
    const release = fake.addRelease('v2');
    for (let index = 0; index < 250; index += 1) fake.addAsset(release, `other-${index}.bin`, 'x');
    const place = workspace(files);
    await runIn(place, fake.fetch, ON_TAG);
    const count = fake.writes.length;
    await runIn(place, fake.fetch, ON_TAG);
    expect(fake.writes.length).toBe(count);
    expect(release.assets).toHaveLength(254);
  });

  test.each([
    [996, 0],
    [997, 1],
  ])('with %i files of others ends with status %i, since 1,000 is the most', async (others, status) => {
    const fake = new FakeGitHub();
    const release = fake.addRelease('v2');
    for (let index = 0; index < others; index += 1) fake.addAsset(release, `other-${index}.bin`, 'x');
    const run = await runIn(workspace(files), fake.fetch, ON_TAG);
    expect(run.status).toBe(status);
    if (status === 1) expect(run.log).toContain('a release holds at most 1000 files');
  });

  test('takes away an upload that broke off', async () => {
    const fake = new FakeGitHub();
    const release = fake.addRelease('v2');
    fake.addAsset(release, `${name}-host1.yaml`, '', 'starter');
    expect((await runIn(workspace(files), fake.fetch, ON_TAG)).status).toBe(0);
    expect(release.assets.map(({ state }) => state)).toEqual(Array(4).fill('uploaded'));
  });
});

describe('a host that left', () => {
  const WITHOUT = text.replace(/ {2}host3.*\n/, '');

  test('keeps its file, until prune takes it', async () => {
    const fake = new FakeGitHub();
    await runIn(workspace(files), fake.fetch, ON_TAG);
    const place = workspace({ 'meshinit.yaml': WITHOUT });
    await runIn(place, fake.fetch, ON_TAG);
    expect(Object.keys(contentsOf(only(fake))).toSorted()).toEqual(names(['host1', 'host2', 'host3']));
    expect(contentsOf(only(fake))[`${name}-SHA256SUMS`]).toContain('host3');
    await runIn(place, fake.fetch, { ...ON_TAG, INPUT_PRUNE: 'true' });
    expect(Object.keys(contentsOf(only(fake))).toSorted()).toEqual(names(['host1', 'host2']));
    expect(contentsOf(only(fake))[`${name}-SHA256SUMS`]).not.toContain('host3');
  });

  test('keeps a file that somebody changed, and files that are not ours stay', async () => {
    const fake = new FakeGitHub();
    await runIn(workspace(files), fake.fetch, ON_TAG);
    const release = only(fake);
    const host3 = release.assets.find((asset) => asset.name.includes('host3'));
    if (host3) host3.content = new TextEncoder().encode('by hand');
    fake.addAsset(release, `${name}-notes.yaml`, 'mine');
    await runIn(workspace({ 'meshinit.yaml': WITHOUT }), fake.fetch, { ...ON_TAG, INPUT_PRUNE: 'true' });
    expect(Object.keys(contentsOf(release))).toEqual(
      expect.arrayContaining([`${name}-host3.yaml`, `${name}-notes.yaml`]),
    );
  });
});

describe('secrets', () => {
  test.each([
    ['{ password: hunter2 }', 'password'],
    ['{ users: [{ name: ops, passwd: "$6$saltsalt$abcdefghijklmnopqrstuvwxyz" }] }', 'password hash'],
    ['{ write_files: [{ path: /etc/a, content: "-----BEGIN OPENSSH PRIVATE KEY-----" }] }', 'private key'],
    [
      '{ write_files: [{ path: /etc/a, content: "LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0tCg==", encoding: b64 }] }',
      'private key',
    ],
    ['{ write_files: [{ path: /etc/a, content: hidden, permissions: "0600" }] }', 'value marked as secret'],
    ['{ runcmd: ["k3s agent --token abcdef123456"] }', 'token'],
    ['{ runcmd: [[sh, -c, "echo ghp_0123456789abcdefghijABCDEFGHIJ012345"]] }', 'token'],
    ['{ runcmd: ["curl https://ops:hunter2@example.org/x"] }', 'credentials in an address'],
  ])('%s is not attached, and the refusal names host, line and kind', async (own, kind) => {
    const fake = new FakeGitHub();
    const { status, log } = await runIn(workspace({ ...files, 'meshinit.yaml': withKey(own) }), fake.fetch, ON_TAG);
    expect(status).toBe(1);
    expect(fake.calls).toEqual([]);
    const line =
      withKey(own)
        .split('\n')
        .findIndex((one) => one.includes('host2')) + 1;
    expect(log).toMatch(
      new RegExp(
        `::error file=meshinit.yaml,line=${line},col=\\d+,title=meshinit::the document of host2 contains a ${kind} `,
      ),
    );
    expect(log).not.toMatch(/the document of host[13]/);
  });

  test('are attached with allow-secrets, masked, and printed nowhere', async () => {
    const fake = new FakeGitHub();
    const place = workspace({ ...files, 'meshinit.yaml': withKey('{ password: hunter2-correct-horse }') });
    const { status, log, summary } = await runIn(place, fake.fetch, { ...ON_TAG, 'INPUT_ALLOW-SECRETS': 'true' });
    expect(status).toBe(0);
    expect(only(fake).assets).toHaveLength(4);
    const masks = log.split('\n').filter((line) => line.startsWith('::add-mask::'));
    expect(masks).toEqual([`::add-mask::${FAKE_TOKEN}`, '::add-mask::hunter2-correct-horse']);
    const rest = log.replace(/^::add-mask::.*\n/gm, '') + summary;
    expect(rest).not.toContain('hunter2');
    expect(rest).not.toContain(FAKE_TOKEN);
  });

  test('are shown on neither side of a summary, when they come and when they go', async () => {
    const fake = new FakeGitHub();
    const secret = withKey('{ runcmd: ["docker login -u me -p hunter2 registry.example.com"] }');
    const releases = [
      ['v1', secret],
      ['v2', files['meshinit.yaml']],
      ['v3', secret],
    ] as const;
    for (const [tag, text] of releases) {
      const env = { ...ON_TAG, GITHUB_REF_NAME: tag, GITHUB_REF: `refs/tags/${tag}`, 'INPUT_ALLOW-SECRETS': 'true' };
      const { status, summary, log } = await runIn(workspace({ ...files, 'meshinit.yaml': text }), fake.fetch, env);
      expect(status).toBe(0);
      expect(summary).toContain('## Cluster');
      if (tag !== 'v1') expect(summary).toContain('1 changed');
      expect(summary + log.replace(/^::add-mask::.*\n/gm, '')).not.toContain('hunter2');
    }
  });

  test('are no reason to refuse what is not attached', async () => {
    const place = workspace({ ...files, 'meshinit.yaml': withKey('{ password: hunter2 }') });
    expect((await runIn(place, new FakeGitHub().fetch)).status).toBe(0);
  });
});

describe('without a release', () => {
  test('a pull request of a fork is compiled and checked without a token and without a call', async () => {
    const fake = new FakeGitHub();
    const place = workspace(files);
    const { status, outputs, summary } = await runIn(place, fake.fetch, {
      ...eventEnv(place, 'pull_request', {}),
      INPUT_TOKEN: '',
    });
    expect(status).toBe(0);
    expect(fake.calls).toEqual([]);
    expect(JSON.parse(outputs['changed'] ?? '')).toEqual(['host1', 'host2', 'host3']);
    expect(summary).toContain(`## Cluster ${name}`);
    expect(readFileSync(join(place.env['RUNNER_TEMP'] ?? '', 'meshinit-summary.md'), 'utf8').trim()).toBe(
      summary.trim(),
    );
  });

  test('faults are annotations on their lines and in the summary, and nothing is written', async () => {
    const place = workspace({ 'meshinit.yaml': text.replace('10.0.0.12', '10.0.0.11') });
    const { status, log, summary } = await runIn(place, new FakeGitHub().fetch, ON_TAG);
    expect(status).toBe(1);
    expect(log).toMatch(/^::error file=meshinit\.yaml,line=\d+,col=\d+,endColumn=\d+,title=MI\d{4}/m);
    expect(summary).toContain('## The manifest is wrong');
    expect(existsSync(join(place.directory, 'userdata'))).toBe(false);
  });

  test('a lock file that would change is an error, a missing one a warning, unless frozen is off or strict is on', async () => {
    const changed = {
      ...files,
      'meshinit.yaml': `${text.trimEnd()}\n`.replace(/( {2}host3.*\n)/, '$1  host4: { address: 10.0.0.14 }\n'),
    };
    const statusOf = async (given: Record<string, string>, env: Record<string, string>) =>
      (await runIn(workspace(given), new FakeGitHub().fetch, env)).status;
    expect(await statusOf(changed, {})).toBe(1);
    expect(await statusOf(changed, { INPUT_FROZEN: 'False' })).toBe(0);
    expect(await statusOf({ 'meshinit.yaml': text }, {})).toBe(0);
    expect(await statusOf({ 'meshinit.yaml': text }, { INPUT_STRICT: 'TRUE' })).toBe(1);
    const { log } = await runIn(workspace({ 'meshinit.yaml': text }), new FakeGitHub().fetch);
    expect(log).toMatch(/^::warning .*MI0552/m);
  });

  test.each([
    [{ INPUT_STRICT: 'yes' }, "input 'strict': 'yes' is not one of"],
    [{ INPUT_ATTACH: 'true' }, "input 'tag': attach is true"],
    [{ INPUT_MANIFEST: 'clusters/*.yaml' }, "input 'manifest': 'clusters/*.yaml' matches no file"],
    [{ INPUT_MANIFEST: 'nowhere.yaml' }, 'cannot read nowhere.yaml'],
    [{ ...ON_TAG, INPUT_TOKEN: '' }, "input 'token': a token is required to attach to a release"],
  ])('%o ends with status 1 and names the input', async (env, message) => {
    const { status, log } = await runIn(
      workspace(files),
      new FakeGitHub().fetch,
      env as unknown as Record<string, string>,
    );
    expect(status).toBe(1);
    expect(log).toContain(`::error title=meshinit::${message}`);
  });

  test('an input that looks like a command of the runner or of a shell is a text', async () => {
    const { log, status } = await runIn(workspace(files), new FakeGitHub().fetch, {
      INPUT_OUT: 'a\n::set-output name=x::y; $(touch z)',
    });
    expect(status).toBe(0);
    expect(log).not.toMatch(/^::set-output/m);
  });
});

describe('several manifests', () => {
  const two = {
    'clusters/a.yaml': text.replace(/^name: .*$/m, 'name: east'),
    'clusters/b.yaml': text.replace(/^name: .*$/m, 'name: west'),
  };

  test('by a glob have directories and names of their own', async () => {
    const fake = new FakeGitHub();
    const place = workspace(two);
    const run = await runIn(place, fake.fetch, { ...ON_TAG, INPUT_MANIFEST: 'clusters/*.yaml\n!clusters/c.yaml' });
    expect(run.status).toBe(0);
    expect(existsSync(join(place.directory, 'userdata/west/host1.yaml'))).toBe(true);
    expect(only(fake).assets).toHaveLength(8);
    expect(JSON.parse(run.outputs['changed'] ?? '')).toContain('west/host1');
  });

  test('may not make one name, neither by one cluster name nor by a name that holds another', async () => {
    const same = { 'a.yaml': two['clusters/a.yaml'], 'b.yaml': two['clusters/a.yaml'] };
    const inside = {
      'a.yaml': two['clusters/a.yaml'].replace('name: east', 'name: a').replaceAll('host1', 'b-c'),
      'b.yaml': two['clusters/a.yaml'].replace('name: east', 'name: a-b').replaceAll('host1', 'c'),
    };
    for (const [given, made] of [
      [same, 'east-SHA256SUMS'],
      [inside, 'a-b-c.yaml'],
    ] as const) {
      const { status, log } = await runIn(workspace(given), new FakeGitHub().fetch, {
        INPUT_MANIFEST: 'a.yaml\nb.yaml',
      });
      expect(status).toBe(1);
      expect(log).toContain(`a.yaml and b.yaml both create ${made}`);
    }
  });
});

test("summary: notes keeps the release's own notes and replaces its table", async () => {
  const fake = new FakeGitHub();
  const release = fake.addRelease('v2', { body: 'Our notes.' });
  const place = workspace(files);
  const env = { ...ON_TAG, INPUT_SUMMARY: 'notes' };
  await runIn(place, fake.fetch, env);
  const [begin, end] = [`<!-- meshinit ${name}: begin -->`, `<!-- meshinit ${name}: end -->`];
  expect(release.body.startsWith(`Our notes.\n\n${begin}\n| Host |`)).toBe(true);
  expect(release.body).toContain(
    `[${name}-host1.yaml](http://127.0.0.1/acme/infra/releases/download/v2/${name}-host1.yaml)`,
  );
  release.body = `${release.body}After.`;
  const before = release.body;
  const count = fake.writes.length;
  await runIn(place, fake.fetch, env);
  expect(release.body).toBe(before);
  expect(fake.writes.length).toBe(count);
  expect(release.body.split(end)).toHaveLength(2);
});

const ELSEWHERE = 'https://github.example.org';

test.for([
  ['the API’s address', { GITHUB_API_URL: `${ELSEWHERE}/api/v3/` }],
  ['the server’s alone', { GITHUB_API_URL: '', GITHUB_SERVER_URL: `${ELSEWHERE}/` }],
] as const)(
  'provider takes the place of the default, other repositories and servers are obeyed: %s',
  async ([, where]) => {
    const fake = new FakeGitHub({ repository: 'acme/other', base: 'https://github.example.org/api/v3' });
    const urls: string[] = [];
    const fetch: typeof globalThis.fetch = (input, init) => {
      urls.push(String(input));
      return fake.fetch(input, init);
    };
    const { status, summary } = await runIn(workspace(files), fetch, {
      ...inputEnv({ provider: 'aws', repository: 'acme/other', tag: 'v9' }),
      ...where,
    });
    expect(status).toBe(0);
    expect(summary).toContain('16,384');
    expect(only(fake)).toMatchObject({ tag_name: 'v9', target_commitish: undefined });
    expect(urls.filter((url) => !url.startsWith('https://github.example.org/api/v3/'))).toEqual([]);
  },
);
