import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { BUNDLE } from '../cli/runners.ts';
import { temporaryDirectory } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const MANIFEST =
  'meshinit: 1\ndefaults: { os: debian-12, cloud_config: { password: { $secret: db.password } } }\nhosts:\n  host1: { address: 10.0.0.11 }\n';
const SECRET = 'correct-horse-battery';

function sh(script: string, cwd: string): { stdout: string; stderr: string; status: number | null } {
  // In a CI run a missing lock file is a warning, which is not what these tests are about.
  const env = {
    ...toolEnvironment,
    CI: undefined,
    GITHUB_ACTIONS: undefined,
    MESHINIT: BUNDLE,
    NODE: process.execPath,
  };
  return spawnSync('sh', ['-euc', script], { cwd, env, encoding: 'utf8' });
}

function project(): string {
  const directory = temporaryDirectory();
  writeFileSync(join(directory, 'm.yaml'), MANIFEST);
  writeFileSync(join(directory, 'secrets.yaml'), `db:\n  password: ${SECRET}\n`);
  return directory;
}

function verify(directory: string, script: string): void {
  const { stdout, stderr, status } = sh(script, directory);
  expect(stderr).not.toContain('meshinit:');
  expect(status).toBe(0);
  expect(stdout + stderr).not.toContain(SECRET);
  const document = join(directory, 'userdata/host1.yaml');
  expect(readFileSync(document, 'utf8')).toContain(SECRET);
  expect(statSync(document).mode & 0o777).toBe(0o600);
}

testWith('age', 'age-keygen')('values that age decrypts come through a pipe', async () => {
  const directory = project();
  const made = sh(
    'age-keygen -o key.txt 2>/dev/null; age -R "$(age-keygen -y key.txt >to.txt; echo to.txt)" -o secrets.age secrets.yaml; rm secrets.yaml',
    directory,
  );
  expect(made.status, made.stderr).toBe(0);
  expect(readFileSync(join(directory, 'secrets.age'), 'latin1')).not.toContain(SECRET);
  verify(directory, 'age -d -i key.txt secrets.age | "$NODE" "$MESHINIT" compile m.yaml --values -');
});

const withSops = spawnSync('sops', ['--version']).status === 0 ? testWith('sops', 'age-keygen') : undefined;
if (!withSops)
  console.warn('NOT TESTED: sops -d in a pipe: this machine has no sops, which no Debian release has either');
withSops?.('values that sops decrypts come through a pipe', async () => {
  const directory = project();
  const made = sh(
    'age-keygen -o key.txt 2>/dev/null; sops -e -i --age "$(age-keygen -y key.txt)" secrets.yaml',
    directory,
  );
  expect(made.status, made.stderr).toBe(0);
  verify(directory, 'SOPS_AGE_KEY_FILE=key.txt sops -d secrets.yaml | "$NODE" "$MESHINIT" compile m.yaml --values -');
});
