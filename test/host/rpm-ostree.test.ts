import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import common from '../../src/host/scripts/common.sh';
import rpmOstree from '../../src/host/scripts/rpm-ostree.sh';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

let root: string;

const stub = (name: string, content: string) => ({
  path: `bin/${name}`,
  content: `#!/bin/sh\n${content}`,
  mode: 0o755,
});

beforeEach(() => {
  root = temporaryDirectory();
  writeTree(root, [
    { path: 'etc/meshinit/host.conf', content: '' },
    // Packages that are there are files below booted; what is layered is there after a boot.
    stub('rpm', `shift; for package; do [ -e ${root}/booted/$package ] || exit 1; done\n`),
    stub(
      'rpm-ostree',
      `echo "rpm-ostree $*" >>${root}/calls; [ ! -e ${root}/mirror-is-away ] || { rm ${root}/mirror-is-away; exit 1; }\n`,
    ),
    stub('systemctl', `echo "systemctl $*" >>${root}/calls\n`),
    stub('sleep', ''),
  ]);
});

/** One boot's work: its status and what `status` says after it. */
async function boot(): Promise<string> {
  const functions = `${common}\n${rpmOstree}`.replaceAll(/\/(etc|var|run)\//g, `${root}/$1/`);
  const script = `set -eu\nPATH=${root}/bin:$PATH\n${functions}\nstep 'install Open vSwitch' install_packages openvswitch\nstatus ready\n`;
  const { status } = await execute('dash', ['-c', script]);
  return `${status} ${readFileSync(join(root, 'run/meshinit/status'), 'utf8').trim()}`;
}

const calls = (): string[] => readFileSync(join(root, 'calls'), 'utf8').trim().split('\n');
const LAYERS = 'rpm-ostree install -y --allow-inactive --idempotent openvswitch';

test('what is to be layered is there after one boot more, which is no failure', async () => {
  expect(await boot()).toBe('0 rebooting: to install openvswitch');
  expect(calls()).toEqual([LAYERS, 'systemctl --no-block reboot']);
  writeTree(root, [{ path: 'booted/openvswitch', content: '' }]);
  expect(await boot()).toBe('0 ready');
  expect(calls()).toHaveLength(2);
});

test('a mirror that is away for a while is asked again before the boot', async () => {
  writeTree(root, [{ path: 'mirror-is-away', content: '' }]);
  expect(await boot()).toMatch(/^0 rebooting/);
  expect(calls()).toEqual([LAYERS, LAYERS, 'systemctl --no-block reboot']);
});

test('packages that do not come with three boots end it: no host boots for ever', async () => {
  for (const _ of [1, 2, 3]) expect(await boot()).toMatch(/^0 rebooting/);
  expect(await boot()).toMatch(/^1 failed: install Open vSwitch: openvswitch is missing after 3 boots/);
  expect(calls().filter((call) => call.startsWith('systemctl'))).toHaveLength(3);
});

test('where they are there nothing is written', async () => {
  writeTree(root, [{ path: 'booted/openvswitch', content: '' }]);
  expect(await boot()).toBe('0 ready');
  expect(existsSync(join(root, 'calls'))).toBe(false);
});
