import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';
import { execute, said } from '../support/execute.ts';
import { thoroughTest } from '../support/thorough.ts';
import { type Place, placeWith, readWorkflow, type Step } from './workflow.ts';

const { jobs, permissions } = readWorkflow('.github/workflows/release.yml');
const stepOf = (job: string, name: string): Step | undefined => jobs[job]?.steps.find((step) => step.name === name);
const TAG = { GITHUB_REF_NAME: 'v1.2.3', GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'Acme/MeshInit' };
const RELEASE_CANDIDATE = { ...TAG, GITHUB_REF_NAME: 'v1.2.3-rc.1' };

test('each job may do what it does and nothing else', () => {
  expect(permissions).toEqual({});
  expect(Object.fromEntries(Object.entries(jobs).map(([name, job]) => [name, job.permissions]))).toEqual({
    package: { contents: 'read' },
    executable: { contents: 'read' },
    image: { contents: 'read', packages: 'write', 'id-token': 'write', attestations: 'write' },
    publish: { contents: 'write', 'id-token': 'write', attestations: 'write' },
  });
  expect(jobs['publish']?.needs).toEqual(Object.keys(jobs).filter((name) => name !== 'publish'));
});

test('every artifact that a job takes, one before it has left', () => {
  const named = (action: string, key: string): string[] =>
    Object.values(jobs)
      .flatMap(({ steps }) => steps)
      .filter(({ uses }) => uses?.startsWith(`actions/${action}-artifact@`))
      .flatMap(({ with: inputs }) => (inputs?.[key] === undefined ? [] : [String(inputs[key])]));
  const left = named('upload', 'name').map((name) => name.replace(/\$\{\{.*\}\}/, 'amd64'));
  expect(left).toEqual(['release-package', 'notes', 'release-executable-amd64']);
  expect(named('download', 'name')).toEqual(['notes']);
  expect(named('download', 'pattern')).toEqual(['release-executable-*', 'release-*']);
});

describe('the tag', () => {
  const step = stepOf('package', 'The tag is the version, and the changelog tells of it');
  const CHANGES =
    '# Changelog\n\n## [Unreleased]\n\n- Later.\n\n## [1.2.3] - 2026-11-29\n\n### Added\n\n- It.\n\n## [1.2.2] - 2026-11-01\n\n- Old.\n';

  function projectWith(changelog: string): Place {
    const place = placeWith();
    place.write('package.json', '{ "version": "1.2.3" }');
    place.write('CHANGELOG.md', changelog);
    place.write('scripts/release-notes.mjs', readFileSync('scripts/release-notes.mjs', 'utf8'));
    return place;
  }

  test('of the version gives the notes from its section of the changelog', async () => {
    const place = projectWith(CHANGES);
    expect(await place.run(step, TAG)).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(place.read('notes/release-notes.md')).toBe('### Added\n\n- It.\n');
  });

  test('of another version ends the release', async () => {
    const { status, stdout } = await projectWith(CHANGES).run(step, { GITHUB_REF_NAME: 'v1.2.4' });
    expect(status).toBe(1);
    expect(stdout).toBe('::error::package.json has the version 1.2.3\n');
  });

  test.each(['## [1.2.3]', '## [Unreleased]', '## [1.2.30] - 2026-11-29'])(
    'whose changelog has %s instead of a dated section ends the release',
    async (heading) => {
      const outcome = await projectWith(CHANGES.replace('## [1.2.3] - 2026-11-29', heading)).run(step, TAG);
      expect(outcome.status).not.toBe(0);
      expect(outcome.stderr).toContain("no section '## [1.2.3] - DATE'");
    },
  );
});

thoroughTest(
  'an executable with the licence of Node.js passes its first steps, and not as another version',
  async () => {
    const node = resolve('test/action/tools/node_modules/node-22/bin/node');
    const place = placeWith();
    const program = join(place.directory, 'release/meshinit');
    const built = await execute(node, ['scripts/build-executable.mjs', program]);
    expect(built.status, said(built)).toBe(0);
    const step = stepOf('executable', 'Take the first steps with it alone');
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    const tagged = { PROGRAM: 'release/meshinit', GITHUB_REF_NAME: `v${version}` };
    expect(await place.run(step, tagged)).toMatchObject({ status: 0 });
    expect((await place.run(step, { ...tagged, GITHUB_REF_NAME: 'v99.0.0' })).status).not.toBe(0);
  },
);

test('the changelog has the version of package.json with its date', async () => {
  const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
  const { status, stdout } = await execute('node', ['scripts/release-notes.mjs', version]);
  expect(status).toBe(0);
  expect(stdout).toContain('### Added');
});

describe('the image', () => {
  const DOCKER =
    'case $1 in login) cat >signed-in ;; esac\n[ "$2" != build ] || echo "{ \\"containerimage.digest\\": \\"sha256:0a\\" }" >metadata.json';

  test('is pushed by its version and as the latest, and its digest is attested', async () => {
    const place = placeWith({ docker: DOCKER });
    place.write('build/meshinit-linux-amd64', 'x');
    expect(await place.run(stepOf('image', 'Build and push'), TAG)).toMatchObject({ status: 0 });
    expect(statSync(join(place.directory, 'build/meshinit-linux-amd64')).mode & 0o777).toBe(0o755);
    const [, build = ''] = place.calls();
    for (const part of [
      '--platform linux/amd64,linux/arm64',
      '--tag ghcr.io/acme/meshinit:1.2.3 --tag ghcr.io/acme/meshinit:latest',
      'image.source=https://github.com/Acme/MeshInit',
      '--push build',
    ]) {
      expect(build).toContain(part);
    }
    expect(place.read('output')).toBe('name=ghcr.io/acme/meshinit\ndigest=sha256:0a\n');
  });

  test('of a prerelease is not the latest', async () => {
    const place = placeWith({ docker: DOCKER });
    place.write('build/meshinit-linux-amd64', 'x');
    expect(await place.run(stepOf('image', 'Build and push'), RELEASE_CANDIDATE)).toMatchObject({ status: 0 });
    expect(place.calls().join('\n')).not.toContain('latest');
  });

  test('has its token from standard input, where no other process sees it', async () => {
    const place = placeWith({ docker: DOCKER });
    await place.run(stepOf('image', 'Sign in to the registry'), { TOKEN: 'hidden', GITHUB_ACTOR: 'a' });
    expect(place.calls().join()).not.toContain('hidden');
    expect(place.read('signed-in')).toBe('hidden\n');
  });
});

describe('what is published', () => {
  const FILES = ['licences.txt', 'meshinit-1.2.3.tgz', 'meshinit-linux-amd64', 'meshinit-linux-arm64'];

  function placeToPublish(standIns: Readonly<Record<string, string>>, version = '1.2.3'): Place {
    const place = placeWith(standIns);
    for (const name of FILES) place.write(`release/${name.replace('1.2.3', version)}`, name);
    place.write('notes/release-notes.md', 'notes');
    return place;
  }

  test('has the checksum of every file', async () => {
    const place = placeToPublish({});
    expect(await place.run(stepOf('publish', 'Checksums'))).toMatchObject({ status: 0 });
    const sums = FILES.map((name) => `${createHash('sha256').update(name).digest('hex')}  ${name}\n`);
    expect(place.read('release/SHA256SUMS')).toBe(sums.join(''));
  });

  test('goes to npm with provenance, and to a release that is seen once it is whole', async () => {
    const place = placeToPublish({ npm: '[ "$1" != view ]', gh: '[ "$2" != view ]' });
    for (const name of ['Checksums', 'Publish to npm', 'Release']) {
      expect(await place.run(stepOf('publish', name), TAG)).toMatchObject({ status: 0 });
    }
    const all = ['SHA256SUMS', ...FILES].map((name) => `release/${name}`);
    expect(
      place
        .calls()
        .map((call) => call.replace(/release\/.*(?= --clobber)/, (files) => files.split(' ').toSorted().join(' '))),
    ).toEqual([
      'npm view meshinit@1.2.3 dist.integrity',
      'npm publish ./release/meshinit-1.2.3.tgz --provenance --access public --tag latest',
      'gh release view v1.2.3',
      'gh release create v1.2.3 --verify-tag --draft --title v1.2.3 --notes-file notes/release-notes.md',
      `gh release upload v1.2.3 ${all.join(' ')} --clobber`,
      'gh release edit v1.2.3 --draft=false',
    ]);
  });

  test('as a prerelease is not what npm installs by itself', async () => {
    const place = placeToPublish({ npm: '[ "$1" != view ]', gh: '[ "$2" != view ]' }, '1.2.3-rc.1');
    for (const name of ['Publish to npm', 'Release']) {
      expect(await place.run(stepOf('publish', name), RELEASE_CANDIDATE)).toMatchObject({ status: 0 });
    }
    const calls = place.calls().join('\n');
    expect(calls).toContain('--tag next');
    expect(calls).toContain('--notes-file notes/release-notes.md --prerelease');
  });

  test('is not published again by a second run, and nothing else may be there instead', async () => {
    const integrity = `sha512-${createHash('sha512').update('meshinit-1.2.3.tgz').digest('base64')}`;
    const again = placeToPublish({ npm: `echo ${integrity}`, gh: ':' });
    for (const name of ['Publish to npm', 'Release']) {
      expect(await again.run(stepOf('publish', name), TAG)).toMatchObject({ status: 0 });
    }
    expect(again.calls().filter((call) => /publish|create/.test(call))).toEqual([]);
    const foreign = placeToPublish({ npm: '[ "$1" = view ] && echo sha512-other' });
    expect((await foreign.run(stepOf('publish', 'Publish to npm'), TAG)).status).not.toBe(0);
    expect(foreign.calls()).toHaveLength(2);
  });
});
