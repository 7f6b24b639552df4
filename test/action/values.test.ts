import { expect, test } from 'vitest';
import { FakeGitHub } from './fake-github.ts';
import { ON_TAG, runIn, workspace } from './runs.ts';

const SECRET = 'correct-horse-battery';
const files = {
  'meshinit.yaml':
    'meshinit: 1\ninclude: [base.yaml]\nhosts:\n  host1: { address: 10.0.0.11 }\n  host2: { address: { $env: HOST2, default: 10.0.0.12 } }\n',
  'base.yaml': 'defaults:\n  os: debian-12\n  cloud_config:\n    timezone: { $secret: db.zone }\n',
};
const values = `db: { zone: ${SECRET} }`;

/** What a reader of the log sees: the runner swallows its masks. */
const shown = (log: string): string => log.replace(/^::add-mask::.*\n/gm, '');

test('a document with a secret of the input values is not attached, and the refusal is in the included file', async () => {
  const fake = new FakeGitHub();
  const { status, log, summary } = await runIn(workspace(files), fake.fetch, { ...ON_TAG, INPUT_VALUES: values });
  expect(status).toBe(1);
  expect(fake.calls).toEqual([]);
  expect(log).toContain('::error file=base.yaml,line=4,');
  expect(log).toContain(`::add-mask::${SECRET}`);
  expect(shown(log) + summary).not.toContain(SECRET);
});

test('values may be the path of a file, and set overrides the manifest', async () => {
  const place = workspace({ ...files, 'values.yaml': `${values}\n` });
  const env = {
    INPUT_VALUES: 'values.yaml',
    INPUT_SET: 'network.mtu=1300\nhosts.host1.address=10.0.0.77',
    HOST2: '10.0.0.22',
  };
  const { status, log, summary } = await runIn(place, new FakeGitHub().fetch, env);
  expect(status, log).toBe(0);
  expect(summary).toContain('10.0.0.77');
  expect(summary).toContain('10.0.0.22');
  expect(shown(log) + summary).not.toContain(SECRET);
});

test.each(['INPUT_TOKEN', 'GITHUB_REPOSITORY', 'ACTIONS_RUNTIME_TOKEN'])('$env does not read %s', async (name) => {
  const text = `meshinit: 1\ndefaults: { os: debian-12, cloud_config: { password: { $env: ${name} } } }\nhosts:\n  host1: { address: 10.0.0.11 }\n`;
  const place = workspace({ 'meshinit.yaml': text });
  const { status, log } = await runIn(place, new FakeGitHub().fetch, { ACTIONS_RUNTIME_TOKEN: SECRET });
  expect(status).toBe(1);
  expect(log).toContain(`needs the variable ${name}, which is not set`);
});
