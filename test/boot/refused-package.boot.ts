import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { describeCluster } from './cluster.ts';
import { Lab } from './lab.ts';
import { manifestOf } from './manifest.ts';
import { bootsWell } from './promises.ts';
import { missingRequirements } from './requirements.ts';
import { until } from './until.ts';

interface PackageFile {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
}

/** Open vSwitch's package files on the laboratory's mirror. */
async function packageFiles(): Promise<PackageFile[]> {
  const made = await new Lab('packages', {}).run('build');
  const mirror = /^mirror (.+)$/m.exec(made)?.[1] ?? '';
  return readdirSync(mirror)
    .filter((name) => /^openvswitch-(common|switch)_.*\.deb$/.test(name))
    .map((name) => {
      const path = join(mirror, name);
      return { path, name, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
    });
}

const files = missingRequirements().length > 0 ? [] : await packageFiles();
const debs = files.map(({ name, sha256 }) => ({ url: `https://mirror.lab/packages/${name}`, sha256 }));
const last = files.at(-1);

describeCluster('refused', manifestOf({ hosts: 1, rest: { ovs: { from: { debs } } } }), {}, (cluster) => {
  const { lab } = cluster;
  const offered = join(lab.directory, 'www', 'packages');
  const state = (script: string): Promise<string> => lab.on('host1', script);

  beforeAll(() => {
    mkdirSync(offered);
    for (const { path, name } of files) copyFileSync(path, join(offered, name));
    appendFileSync(join(offered, last?.name ?? ''), 'tampered with');
  });

  it('refuses a package file whose SHA-256 differs, and says so wherever somebody may look', async () => {
    await lab.try('wait', 'host1', '900');
    const refusal = new RegExp(
      `install Open vSwitch: https://mirror\\.lab/packages/\\S+ has SHA-256 [0-9a-f]{64}, not ${last?.sha256}: refused \\(exit 1\\)\n`,
    );
    expect(await state('cat /run/meshinit/status')).toMatch(refusal);
    expect(await state('journalctl -b -o cat -u meshinit-setup')).toMatch(refusal);
    expect(readFileSync(join(lab.directory, 'machines/host1/console.log'), 'utf8').replaceAll('\r', '')).toMatch(
      refusal,
    );
    expect((await lab.tryOn('host1', 'cloud-init status')).stdout).toContain('status: error');
  });

  it('installs neither that package nor Docker', async () => {
    const installed = await state('dpkg -l | awk \'$1 == "ii" { print $2 }\'');
    expect(installed).toContain('cloud-init\n');
    expect(installed).not.toMatch(/^(openvswitch-switch|docker)/m);
  });

  it('comes up at the next boot, when the right file is there', async () => {
    for (const { path, name } of files) copyFileSync(path, join(offered, name));
    await lab.run('reboot', 'host1');
    await until(
      'host1 is ready',
      async () => (await lab.tryOn('host1', 'cat /run/meshinit/status')).stdout === 'ready\n',
    );
    expect(await state('meshinit-check')).not.toContain('FAIL');
  });
  bootsWell(cluster);
});
