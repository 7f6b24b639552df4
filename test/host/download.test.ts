import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import common from '../../src/host/scripts/common.sh';
import download from '../../src/host/scripts/download.sh';
import { execute, type Outcome } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

const PACKAGE = 'a package';
const SUM = createHash('sha256').update(PACKAGE).digest('hex');
const URL = 'https://packages.example.com/openvswitch-switch_2.3.1-1_amd64.deb';

/**
 * Installs one package file, with curl standing in: it fails as often as asked, then delivers. `dpkg` notes its calls.
 * @returns how it ended, and what is below the root then
 */
async function install(root: string, { failures = 0, content = PACKAGE } = {}): Promise<Outcome> {
  writeTree(root, [
    { path: 'etc/meshinit/host.conf', content: '' },
    { path: 'failures', content: `${failures}` },
  ]);
  const onRoot = (text: string): string => text.replaceAll(/\/(etc|run|var|dev\/console)\b/g, `${root}/$1`);
  const script = `set -eu
${onRoot(common)}
${onRoot(download)}
sleep() { :; }
curl() {
    left=$(cat ${root}/failures)
    echo call >>${root}/calls
    [ "$left" -eq 0 ] || { echo $((left - 1)) >${root}/failures; return 1; }
    while [ "$1" != -o ]; do shift; done
    printf '%s' '${content}' >"$2"
}
up_to_date() { [ -e ${root}/installed ]; }
install_local() { echo "$*" >${root}/installed; }
step 'install Open vSwitch' install_files ${SUM}=${URL}
`;
  return execute('dash', ['-c', script]);
}

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

test('a download that fails for a while is tried again, and then installed', async () => {
  const root = temporaryDirectory();
  const { status } = await install(root, { failures: 3 });
  expect(status).toBe(0);
  expect(read(root, 'installed')).toBe('./openvswitch-switch_2.3.1-1_amd64.deb\n');
  expect(read(root, 'calls')).toBe('call\n'.repeat(4));
});

test('a download whose SHA-256 differs is refused, installed never, and said in the status', async () => {
  const root = temporaryDirectory();
  const { status, stdout } = await install(root, { content: 'another package' });
  expect(status).toBe(1);
  expect(existsSync(join(root, 'installed'))).toBe(false);
  expect(read(root, 'run/meshinit/status')).toMatch(
    /^failed: install Open vSwitch: https:.* has SHA-256 .*, not .*: refused/,
  );
  expect(stdout).toContain('meshinit: failed: install Open vSwitch');
  expect(read(root, 'calls')).toBe('call\n');
});

test('what is installed already is not fetched again', async () => {
  const root = temporaryDirectory();
  await install(root);
  const { status } = await install(root);
  expect(status).toBe(0);
  expect(read(root, 'calls')).toBe('call\n');
});
