import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inputList } from '../../src/action/input-list.ts';
import { exampleNamed } from '../support/examples.ts';
import { FakeGitHub } from './fake-github.ts';
import { type ActionRun, eventEnv, inputEnv, runIn, type Workspace, workspace } from './runs.ts';

const page = readFileSync('docs/action.md', 'utf8');
const { text, lock } = exampleNamed('debian-vxlan');
const manifest = text.replace(/^name: .*$/m, 'name: demo');

const demo = { 'meshinit.yaml': manifest, 'meshinit.lock': lock.replace(/^cluster: .*$/m, 'cluster: demo') };

interface Step {
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Workflow {
  readonly on: unknown;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>>;
}

function blockOf(heading: string, language: string): string {
  const section = page.split(`### ${heading}\n`)[1]?.split('\n### ')[0]?.split('\n## ')[0] ?? '';
  const block = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'm').exec(section)?.[1];
  if (block === undefined) throw new Error(`no ${language} under ${heading}`);
  return block;
}

/** The example's workflow, and its step that is this Action. */
function exampleOf(heading: string): {
  workflow: Workflow;
  steps: readonly Step[];
  inputs: Readonly<Record<string, unknown>>;
} {
  const workflow: Workflow = parse(blockOf(heading, 'yaml'));
  const steps = Object.values(workflow.jobs).flatMap((job) => job.steps);
  const inputs = steps.find(({ uses }) => uses?.startsWith('OWNER/meshinit@'))?.with;
  if (!inputs) throw new Error(`no step of ${heading} is the Action`);
  expect(Object.keys(inputs).filter((name) => !inputList.some((input) => input.name === name))).toEqual([]);
  return { workflow, steps, inputs };
}

const run = (place: Workspace, fake: FakeGitHub, env: object, inputs: object): Promise<ActionRun> =>
  runIn(place, fake.fetch, { ...env, ...inputEnv({ ...inputs }) });

describe('the example', () => {
  test('on a release attaches to it', async () => {
    const { workflow, inputs } = exampleOf('On a release');
    expect(workflow.on).toEqual({ release: { types: ['published'] } });
    expect(workflow.permissions).toEqual({ contents: 'write' });
    const fake = new FakeGitHub();
    const release = fake.addRelease('v2');
    const place = workspace({
      'meshinit.yaml': manifest,
      'meshinit.lock': lock.replace(/^cluster: .*$/m, 'cluster: demo'),
    });
    const event = eventEnv(place, 'release', { action: 'published', release: { tag_name: 'v2' } }, 'refs/tags/v2');
    const { status, log } = await run(place, fake, event, inputs);
    expect({ status, log: status === 0 ? '' : log }).toEqual({ status: 0, log: '' });
    expect(release.assets).toHaveLength(4);
  });

  test('on a tag leaves a draft with the table in its notes', async () => {
    const { workflow, inputs } = exampleOf('On a tag, as a draft');
    expect(workflow.on).toEqual({ push: { tags: ['v*'] } });
    const fake = new FakeGitHub();
    const place = workspace({
      'clusters/a.yaml': manifest.replace('name: demo', 'name: east'),
      'clusters/b.yaml': manifest,
    });
    const { status } = await run(place, fake, { GITHUB_REF: 'refs/tags/v2' }, inputs);
    expect(status).toBe(0);
    expect(fake.releases).toMatchObject([{ draft: true, tag_name: 'v2' }]);
    expect(fake.releases[0]?.assets).toHaveLength(8);
    expect(fake.releases[0]?.body.match(/\| Host \|/g)).toHaveLength(2);
  });

  test('on a pull request checks, changes nothing but its comment, and says there what differs', async () => {
    const { workflow, inputs } = exampleOf('On a pull request, as a check');
    expect(workflow.on).toBe('pull_request');
    expect(workflow.permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    const fake = new FakeGitHub();
    const place = workspace(demo);
    await run(place, fake, { GITHUB_REF: 'refs/tags/v1' }, { attach: 'true' });
    const count = fake.writes.length;
    const changed = workspace({ ...demo, 'meshinit.yaml': manifest.replace('10.0.0.12', '10.0.0.22') });
    const event = eventEnv(changed, 'pull_request', { pull_request: { number: 7 } });
    const { status, log } = await run(changed, fake, event, inputs);
    expect({ status, log: status === 0 ? '' : log }).toEqual({ status: 0, log: '' });
    expect(fake.writes.length).toBe(count + 1);
    const [comment = ''] = fake.comments.bodies(7);
    expect(comment.length).toBeLessThan(65_536);
    expect(comment).toContain('3 changed, 0 the same, compared with `v1`');
    expect(comment).toContain('10.0.0.22');
    expect(readFileSync(join(changed.env['RUNNER_TEMP'] ?? '', 'meshinit-summary.md'), 'utf8')).toContain('10.0.0.22');
  });

  test('in code scanning hands on the file that the run writes, though it fails', async () => {
    const { workflow, steps, inputs } = exampleOf('In code scanning');
    expect(workflow.permissions['security-events']).toBe('write');
    const place = workspace({ 'meshinit.yaml': manifest.replace('10.0.0.12', '10.0.0.11') });
    const { status, outputs } = await run(place, new FakeGitHub(), {}, inputs);
    expect(status).toBe(1);
    const upload = steps.find(({ uses }) => uses?.startsWith('github/codeql-action/upload-sarif@'));
    const own = steps.find(({ uses }) => uses?.startsWith('OWNER/meshinit@'));
    expect(upload?.if).toContain('always()');
    const [, id, output = ''] =
      /^\$\{\{ steps\.(\w+)\.outputs\.(\w+) \}\}$/.exec(String(upload?.with?.['sarif_file'])) ?? [];
    expect(id).toBe(own?.id);
    expect(JSON.parse(readFileSync(outputs[output] ?? '', 'utf8')).runs[0].results).toHaveLength(1);
  });

  test('with build provenance names the checksums of the files that are on the release', async () => {
    const { workflow, steps, inputs } = exampleOf('With build provenance');
    expect(workflow.permissions).toEqual({ contents: 'write', 'id-token': 'write', attestations: 'write' });
    const fake = new FakeGitHub();
    const place = workspace(demo);
    const { outputs } = await run(place, fake, { GITHUB_REF: 'refs/tags/v2' }, inputs);
    const attest = steps.find(({ uses }) => uses?.startsWith('actions/attest-build-provenance@'));
    const path = String(attest?.with?.['subject-checksums']);
    expect(outputs['files']?.split('\n')).toContain(path);
    const sums = readFileSync(join(place.directory, path), 'utf8');
    const attached: { name: string; sha256: string }[] = JSON.parse(outputs['assets'] ?? '');
    const documents = attached.filter(({ name }) => !name.endsWith('SHA256SUMS'));
    expect(documents).toHaveLength(3);
    for (const { sha256 } of documents) expect(sums).toContain(`${sha256}  `);
  });
});

test('every step of the page that is the Action has inputs that it has, and expressions that the runner fills in', () => {
  const steps = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].flatMap(([, block = '']): Step[] => {
    const parsed: Workflow | Step[] = parse(block);
    return Array.isArray(parsed) ? parsed : Object.values(parsed.jobs).flatMap((job) => job.steps);
  });
  const own = steps.filter(({ uses }) => uses?.includes('/meshinit@'));
  expect(own.length).toBeGreaterThan(5);
  for (const { with: inputs = {} } of own) {
    for (const [name, value] of Object.entries(inputs)) {
      expect(inputList.map((input) => String(input.name))).toContain(name);
      // As YAML, an expression that is not in quotes or a block would be a map.
      expect(typeof value).not.toBe('object');
    }
  }
});
