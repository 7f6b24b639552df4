import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { fileOf, type HostCase, hostCases } from '../support/cases.ts';
import { execute, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { someOf } from '../support/thorough.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const PACKAGED = '/usr/lib/systemd/system';
// The distribution's units that stand around ours: without them nothing is verified but grammar.
const testSystemd = testWith(
  'systemd-analyze',
  'systemctl',
  'dockerd',
  'cloud-init',
  'ovs-vswitchd',
  'firewalld',
  'ifup',
);

/** What a Debian image with the host's packages starts at boot. */
const AROUND = [
  'docker.service',
  'openvswitch-switch.service',
  'networking.service',
  'cloud-init-local.service',
  'cloud-init.service',
  'cloud-config.service',
  'cloud-final.service',
];

/** A root with the distribution's units and with programs that only have to be there. */
function makeCommonRoot(root: string): void {
  mkdirSync(join(root, 'usr/lib/systemd'), { recursive: true });
  for (const name of ['lib', 'bin', 'sbin']) symlinkSync(`usr/${name}`, join(root, name));
  cpSync(PACKAGED, join(root, PACKAGED), { recursive: true, verbatimSymlinks: true });
  for (const directory of ['usr/bin', 'usr/sbin', 'usr/share/openvswitch/scripts']) {
    mkdirSync(join(root, directory), { recursive: true });
    // Where Ubuntu's docker.io and docker-ce have it; Debian's is in sbin.
    for (const name of new Set([...readdirSync(`/${directory}`), ...(directory === 'usr/bin' ? ['dockerd'] : [])])) {
      const path = join(root, directory, name);
      writeFileSync(path, '');
      chmodSync(path, 0o755);
    }
  }
}

/** Two thousand files that no case changes: each case has links to them. */
const commonRoot = mkdtempSync(join(tmpdir(), 'meshinit-units-'));
beforeAll(() => makeCommonRoot(commonRoot));
afterAll(() => rmSync(commonRoot, { recursive: true, force: true }));

/** The common root with the host's files. */
async function rootOf(files: HostCase['files']): Promise<string> {
  const root = temporaryDirectory();
  const copied = await execute('cp', ['--archive', '--link', `${commonRoot}/.`, root]);
  expect(`${copied.status}: ${said(copied)}`).toBe('0: ');
  writeTree(root, files);
  return root;
}

const ourUnits = (files: HostCase['files']): string[] =>
  files.flatMap(({ path }) => /^\/etc\/systemd\/system\/([^/]+\.(?:service|timer))$/.exec(path)?.[1] ?? []);

/** Enables everything as at the end of a first boot, and lets systemd order the next one. */
async function verify(files: HostCase['files'], further: readonly string[]): Promise<string> {
  const root = await rootOf(files);
  const units = [...new Set([...ourUnits(files), ...AROUND, ...further])];
  const enabled = await execute('systemctl', [`--root=${root}`, 'enable', ...units], { env: toolEnvironment });
  expect(`${enabled.status}: ${said(enabled)}`).toMatch(/^0: /);
  // At boot cloud-init's generator does this.
  symlinkSync(
    '/lib/systemd/system/cloud-init.target',
    join(root, 'etc/systemd/system/multi-user.target.wants/cloud-init.target'),
  );
  const args = ['verify', '--man=no', `--root=${root}`, 'multi-user.target', ...units];
  return said(await execute('systemd-analyze', args, { env: toolEnvironment }));
}

const firewallOf = ({ files }: HostCase): string =>
  files.some(({ path }) => path.startsWith('/etc/firewalld/')) ? 'firewalld.service' : 'nftables.service';

/** Of the systems whose packages name their units as this machine's do, Debian 12's. */
const isKin = ({ document: { os } }: HostCase): boolean => /^(debian-|ubuntu-(?!14\.04))/.test(os);

/** Debian's kind of hosts, each set of units once: here are the packaged units that they stand among. */
const judged = new Map(
  hostCases.filter(isKin).map((host) => [
    host.files
      .filter(({ path }) => path.startsWith('/etc/systemd/system/'))
      .map(({ path, content }) => path + content)
      .join('\n') + firewallOf(host),
    host,
  ]),
);

describe('systemd verifies the units and orders a boot without a cycle, for', () => {
  for (const host of someOf([...judged.values()], 2)) {
    testSystemd(
      `${host.document.host} of ${host.cluster}`,
      async () => {
        expect(await verify(host.files, [firewallOf(host)])).toBe('');
      },
      120_000,
    );
  }
});

/** The others with systemd, each set of units once: the units that they stand among are not on this machine. */
const others = new Map(
  hostCases
    .filter((host) => !isKin(host) && ourUnits(host.files).length > 0)
    .map((host) => [
      host.files
        .filter(({ path }) => path.startsWith('/etc/systemd/system/'))
        .map(({ path, content }) => path + content)
        .join('\n'),
      host,
    ]),
);

describe('systemd knows every key and section, for', () => {
  for (const host of someOf([...others.values()], 2)) {
    testSystemd(
      `${host.document.host} of ${host.cluster}`,
      async () => {
        const said = await verify(host.files, [firewallOf(host)]);
        expect(said.split('\n').filter((line) => /Unknown|Failed to parse|Invalid|not an? /.test(line))).toEqual([]);
      },
      120_000,
    );
  }
  testSystemd('CentOS 7 and Fedora', async () => {
    const systems = new Set([...others.values()].map(({ document }) => document.os));
    expect([...systems]).toEqual(expect.arrayContaining(['centos-7', 'fedora']));
  });
});

testSystemd(
  'systemd finds the ordering cycle that Debian’s own firewalld unit makes, so it does look',
  async () => {
    const host = [...judged.values()].find((candidate) => firewallOf(candidate) === 'firewalld.service');
    if (!host) throw new Error('no cluster has firewalld');
    expect(fileOf(host, '/etc/systemd/system/firewalld.service')).not.toContain('Before=network-pre');
    const without = host.files.filter(({ path }) => !path.endsWith('/firewalld.service'));
    expect(await verify(without, ['firewalld.service'])).toContain('Found ordering cycle');
  },
  120_000,
);
