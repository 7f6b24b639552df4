import { createHash } from 'node:crypto';
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import type { Cluster } from './cluster.ts';
import { Lab } from './lab.ts';
import { missingRequirements } from './requirements.ts';
import { until } from './until.ts';

export interface PackageFile {
  readonly path: string;
  readonly name: string;
  readonly sha256: string;
}

/** Open vSwitch's package files on the laboratory's mirror; none on a machine that cannot run the lane. */
export async function packageFiles(): Promise<PackageFile[]> {
  if (missingRequirements().length > 0) return [];
  const made = await new Lab('packages', {}).run('build');
  const mirror = /^mirror-\S+ (.+)$/m.exec(made)?.[1] ?? '';
  return readdirSync(mirror)
    .filter((name) => /^openvswitch-(common|switch)_.*\.deb$/.test(name))
    .map((name) => {
      const path = join(mirror, name);
      return { path, name, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') };
    });
}

/** The manifest's list of these files. */
export const debsOf = (files: readonly PackageFile[]) =>
  files.map(({ name, sha256 }) => ({ url: `https://mirror.lab/packages/${name}`, sha256 }));

/** A host whose Open vSwitch comes from package files does not take one that somebody changed, and comes up with the right one. */
export function refusesOtherPackage({ lab }: Cluster, host: string, files: readonly PackageFile[]): void {
  const last = files.at(-1);
  const offered = join(lab.directory, 'www', 'packages');
  const state = (script: string): Promise<string> => lab.on(host, script);

  beforeAll(() => {
    mkdirSync(offered);
    for (const { path, name } of files) copyFileSync(path, join(offered, name));
    appendFileSync(join(offered, last?.name ?? ''), 'tampered with');
  });

  it('refuses a package file whose SHA-256 differs, and says so wherever somebody may look', async () => {
    await lab.try('wait', host, '900');
    const refusal = new RegExp(
      `install Open vSwitch: https://mirror\\.lab/packages/\\S+ has SHA-256 [0-9a-f]{64}, not ${last?.sha256}: refused \\(exit 1\\)\n`,
    );
    expect(await state('cat /run/meshinit/status')).toMatch(refusal);
    expect(await state('journalctl -b -o cat -u meshinit-setup')).toMatch(refusal);
    const console = readFileSync(join(lab.directory, 'machines', host, 'console.log'), 'utf8');
    expect(console.replaceAll('\r', '')).toMatch(refusal);
    expect((await lab.tryOn(host, 'cloud-init status')).stdout).toContain('status: error');
  });

  it('installs neither that package nor Docker', async () => {
    const installed = await state('dpkg -l | awk \'$1 == "ii" { print $2 }\'');
    expect(installed).toContain('cloud-init\n');
    expect(installed).not.toMatch(/^(openvswitch-switch|docker)/m);
  });

  it('comes up at the next boot, when the right file is there', async () => {
    for (const { path, name } of files) copyFileSync(path, join(offered, name));
    await lab.run('reboot', host);
    await until(
      `${host} is ready`,
      async () => (await lab.tryOn(host, 'cat /run/meshinit/status')).stdout === 'ready\n',
    );
  });
}
