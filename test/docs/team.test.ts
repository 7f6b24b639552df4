import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { runners } from '../cli/runners.ts';
import type { Outcome } from '../support/execute.ts';
import { temporaryDirectory } from '../support/temporary.ts';

const [inProcess] = runners;
const secrets = readFileSync('examples/team/secrets.yaml', 'utf8');
const { registry, production, staging } = parse(secrets);

async function run(...words: readonly string[]): Promise<Outcome> {
  if (!inProcess) throw new Error('there is no runner in this process');
  return inProcess.run([...words, '--strict', '--values', '-'], { stdin: secrets, env: {} });
}

describe.each(['production', 'staging'])('%s of the team in examples/', (name) => {
  const manifest = `examples/team/${name}.yaml`;

  test('compiles with its lock, without a warning, and its documents are their owner’s', async () => {
    const out = join(temporaryDirectory(), 'out');
    const { stderr, status } = await run('compile', manifest, '--frozen', '-o', out);
    expect(stderr).toBe('');
    expect(status).toBe(0);
    const document = readFileSync(join(out, 'db1.yaml'), 'utf8');
    expect(statSync(join(out, 'db1.yaml')).mode & 0o777).toBe(0o600);
    expect(document).toContain(name === 'production' ? production.backup.trim() : staging.backup.trim());
    expect(document).not.toContain(name === 'production' ? staging.backup.trim() : production.backup.trim());
    expect(document).toContain(registry.mirror);
    expect(document).toContain('ops@example.com');
  });

  test('says in no other output what its secrets are', async () => {
    for (const words of [['check'], ['plan'], ['plan', '--json'], ['graph']]) {
      const { stdout, stderr, status } = await run(...words, manifest);
      expect(status).toBe(0);
      expect(stdout + stderr).not.toMatch(/placeholder/);
    }
  });
});

test('staging takes its addresses and its MTU from the environment', async () => {
  const env = { STAGING_WEB1: '10.2.0.77', STAGING_MTU: '1280', TEAM_OS: 'ubuntu-24.04' };
  const call = ['plan', 'examples/team/staging.yaml', '--json', '--values', 'examples/team/secrets.yaml'];
  const { stdout } = (await inProcess?.run(call, { env })) ?? { stdout: '' };
  const { mtu, hosts } = JSON.parse(stdout);
  expect(mtu).toBe(1280);
  expect(hosts[0]).toMatchObject({ name: 'web1', address: '10.2.0.77', os: 'ubuntu-24.04' });
});
