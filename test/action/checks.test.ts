import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { exampleNamed } from '../support/examples.ts';
import { FakeGitHub } from './fake-github.ts';
import { runIn, workspace } from './runs.ts';

const { text, lock } = exampleNamed('debian-vxlan');
const wrong = text.replace('10.0.0.12', '10.0.0.11');

const run = (files: Readonly<Record<string, string>>, env: Readonly<Record<string, string>> = {}) =>
  runIn(workspace(files), new FakeGitHub().fetch, env);

describe('the outputs tell', () => {
  test('a manifest that is right', async () => {
    const { outputs } = await run({ 'meshinit.yaml': text, 'meshinit.lock': lock });
    expect(outputs).toMatchObject({ status: 'passed', errors: '0', warnings: '0' });
  });

  test('errors, though the run fails', async () => {
    const { outputs, status } = await run({ 'meshinit.yaml': wrong, 'meshinit.lock': lock });
    expect(status).toBe(1);
    expect(outputs).toMatchObject({ status: 'failed', errors: '1', warnings: '0' });
    expect(outputs['files']).toBeUndefined();
  });

  test('warnings, which fail the run with strict alone', async () => {
    // It has no lock file.
    const files = { 'meshinit.yaml': text };
    const lenient = await run(files);
    expect(lenient.outputs).toMatchObject({ status: 'passed', errors: '0' });
    expect(Number(lenient.outputs['warnings'])).toBeGreaterThan(0);
    expect((await run(files, { INPUT_STRICT: 'true' })).outputs).toMatchObject({
      status: 'failed',
      warnings: lenient.outputs['warnings'],
    });
  });
});

describe('the SARIF file', () => {
  test('has the faults of all manifests as one run, each rule once, where code scanning finds the lines', async () => {
    const files = {
      'a.yaml': wrong.replace(/^name: .*$/m, 'name: east'),
      'b/b.yaml': wrong.replace(/^name: .*$/m, 'name: west'),
    };
    const { outputs } = await run(files, { INPUT_MANIFEST: 'a.yaml\nb/b.yaml' });
    const log = JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8'));
    expect(log.runs).toHaveLength(1);
    const [{ tool, results }] = log.runs;
    const ids: string[] = tool.driver.rules.map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    for (const { ruleId, ruleIndex } of results) expect(ids[ruleIndex]).toBe(ruleId);
    const places: string[] = JSON.stringify(results).match(/"uri":"[^"]+"/g) ?? [];
    expect([...new Set(places)].toSorted()).toEqual(['"uri":"a.yaml"', '"uri":"b/b.yaml"']);
    expect(results).toHaveLength(Number(outputs['errors']) + Number(outputs['warnings']));
  });

  test('is there without a fault too, so that code scanning closes what is mended', async () => {
    const { outputs } = await run({ 'meshinit.yaml': text, 'meshinit.lock': lock });
    const log = JSON.parse(readFileSync(outputs['sarif'] ?? '', 'utf8'));
    expect(log).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
  });
});
