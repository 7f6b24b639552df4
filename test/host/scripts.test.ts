import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import interfacesFile from '../../src/host/scripts/interfaces-file.sh';
import interfacesSource from '../../src/host/scripts/interfaces-source.sh';
import yum from '../../src/host/scripts/yum.sh';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

/** Runs functions of a script with /etc below a root. */
async function onRoot(root: string, functions: string, call: string): Promise<void> {
  const script = `set -eu\n${functions.replaceAll('/etc/', `${root}/etc/`)}\n${call}\n`;
  const { status, stderr } = await execute('dash', ['-c', script]);
  expect(`${status}: ${stderr}`).toBe('0: ');
}

const PROVIDERS = 'auto lo eth0\niface lo inet loopback\niface eth0 inet dhcp\n';

describe('put_interfaces', () => {
  const put = async (before: string, mesh: string, times = 1): Promise<string> => {
    const root = temporaryDirectory();
    writeTree(root, [
      { path: 'etc/network/interfaces', content: before.replaceAll('/etc/meshinit', `${root}/etc/meshinit`) },
      { path: 'etc/meshinit/interfaces', content: mesh },
    ]);
    await onRoot(root, interfacesFile, 'put_interfaces; '.repeat(times));
    return readFileSync(join(root, 'etc/network/interfaces'), 'utf8').replaceAll(root, '');
  };

  test('keeps the provider’s stanzas and puts the mesh’s after them', async () => {
    const after = await put(PROVIDERS, 'auto br0=br0\n');
    expect(after.startsWith(PROVIDERS)).toBe(true);
    expect(after).toContain('\nauto br0=br0\n');
  });

  test('changes nothing when it runs again', async () => {
    expect(await put(PROVIDERS, 'auto br0=br0\n', 3)).toBe(await put(PROVIDERS, 'auto br0=br0\n'));
  });

  test('takes the place of an earlier mesh, and leaves what somebody wrote below it', async () => {
    const below = '# mine\niface eth1 inet manual\n';
    const after = await put((await put(PROVIDERS, 'auto old=old\n')) + below, 'auto br0=br0\n');
    expect(after).not.toContain('old=old');
    expect(after).toContain(PROVIDERS);
    expect(after).toContain(below);
  });

  test('makes a whole line of a last line that is none', async () => {
    expect(await put(PROVIDERS.trimEnd(), 'auto br0=br0\n')).toBe(await put(PROVIDERS, 'auto br0=br0\n'));
  });
});

describe('source_interfaces', () => {
  const source = async (before?: string): Promise<string> => {
    const root = temporaryDirectory();
    const files = before === undefined ? [] : [{ path: 'etc/network/interfaces', content: before }];
    writeTree(root, [{ path: 'etc/network/keep', content: '' }, ...files]);
    await onRoot(root, interfacesSource, 'source_interfaces; source_interfaces');
    return readFileSync(join(root, 'etc/network/interfaces'), 'utf8').replaceAll(root, '');
  };

  test('makes the file where an image with netplan has none', async () => {
    expect(await source()).toMatch(/iface lo inet loopback\n.*source \/etc\/network\/interfaces\.d\/\*\n$/s);
  });

  test('adds the line once, and none where a form of it is there', async () => {
    expect((await source(PROVIDERS)).match(/^source /gm)).toHaveLength(1);
    for (const line of ['source interfaces.d/*\n', 'source-directory interfaces.d\n']) {
      expect(await source(PROVIDERS + line)).toBe(PROVIDERS + line);
    }
  });
});

describe('use_vault', () => {
  // Lines of CentOS 7's, the release package's and EPEL's own files.
  const base =
    '[base]\nmirrorlist=http://mirrorlist.centos.org/?release=$releasever&arch=$basearch&repo=os\n#baseurl=http://mirror.centos.org/centos/$releasever/os/$basearch/\ngpgcheck=1\n';
  const openstack =
    '[centos-openstack-train]\nbaseurl=http://mirror.centos.org/$contentdir/$releasever/cloud/$basearch/openstack-train/\ngpgcheck=1\n';
  const epel =
    '[epel]\n#baseurl=http://download.fedoraproject.org/pub/epel/7/$basearch\nmetalink=https://mirrors.fedoraproject.org/metalink?repo=epel-7\n';

  test('turns every dead mirror to the vault, once', async () => {
    const root = temporaryDirectory();
    const paths = ['CentOS-Base.repo', 'CentOS-OpenStack-train.repo', 'epel.repo'].map(
      (name) => `etc/yum.repos.d/${name}`,
    );
    writeTree(
      root,
      [base, openstack, epel].map((content, index) => ({ path: paths[index] ?? '', content })),
    );
    await onRoot(root, yum, 'use_vault; use_vault');
    const urls = paths.map((path) =>
      readFileSync(join(root, path), 'utf8').match(/^(baseurl|mirrorlist|metalink)=.*$/gm),
    );
    expect(urls).toEqual([
      ['baseurl=https://vault.centos.org/7.9.2009/os/$basearch/'],
      ['baseurl=https://vault.centos.org/7.9.2009/cloud/$basearch/openstack-train/'],
      ['baseurl=https://archives.fedoraproject.org/pub/archive/epel/7/$basearch'],
    ]);
  });
});
