import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect } from 'vitest';
import common from '../../src/host/scripts/common.sh';
import dnf from '../../src/host/scripts/dnf.sh';
import dockerCe from '../../src/host/scripts/docker-ce-dnf.sh';
import nfvSig from '../../src/host/scripts/nfv-sig.sh';
import rpms from '../../src/host/scripts/rpms.sh';
import signingKey from '../../src/host/scripts/signing-key.sh';
import { execute, type Outcome, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { thoroughTestWith } from '../support/thorough.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const TOOLS = ['dnf', 'rpm', 'rpmbuild', 'createrepo_c', 'gpg', 'root'];
/** Each installs into a root of its own. */
const testDnf = (name: string, body: () => Promise<void>): void => testWith(...TOOLS)(name, body, 180_000);
const thoroughDnf = (name: string, body: () => Promise<void>): void => thoroughTestWith(...TOOLS)(name, body, 180_000);

const RELEASE = 'centos-release-nfv-openvswitch';

const spec = (name: string, further = ''): string =>
  `Name: ${name}\nVersion: 1.2\nRelease: 3.el8\nSummary: x\nLicense: x\nBuildArch: noarch\n%description\nx\n${further || '%files\n'}`;

/** The SIG's, whose list of mirrors is gone. */
const releaseSpec = spec(
  RELEASE,
  `%install
mkdir -p %{buildroot}/etc/yum.repos.d
cat >%{buildroot}/etc/yum.repos.d/CentOS-NFV-OpenvSwitch.repo <<'END'
[centos-nfv-openvswitch]
name=CentOS-$releasever - NFV OpenvSwitch
mirrorlist=http://127.0.0.1:9/?release=$nfvsigdist&arch=$basearch&repo=nfv-openvswitch-2
gpgcheck=1
enabled=1
gpgkey=file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-SIG-NFV
module_hotfixes=1
END
%files
%config(noreplace) /etc/yum.repos.d/CentOS-NFV-OpenvSwitch.repo
`,
);

interface Machine {
  readonly root: string;
  /** Runs the functions of the first boot with a command after them. */
  readonly boot: (command: string) => Promise<Outcome>;
  readonly read: (path: string) => string;
}

const NFV_PLACE = 'nfv/x86_64/openvswitch-2';

/** The packages and their repositories, built once. */
const built = mkdtempSync(join(tmpdir(), 'meshinit-rpms-'));
afterAll(() => rmSync(built, { recursive: true }));
let building: Promise<void> | undefined;

async function buildPackages(): Promise<void> {
  writeTree(built, [
    { path: 'specs/openvswitch3.1.spec', content: spec('openvswitch3.1') },
    { path: 'specs/curl.spec', content: spec('curl') },
    { path: 'specs/gnupg2.spec', content: spec('gnupg2') },
    { path: `specs/${RELEASE}.spec`, content: releaseSpec },
  ]);
  const build = (name: string, repository: string): string =>
    `rpmbuild -bb --target noarch --define '_topdir ${built}/build' --define '_rpmdir ${built}/${repository}' specs/${name}.spec`;
  const made = await execute(
    'sh',
    [
      '-euc',
      `cd '${built}'; ${build('curl', 'base')}; ${build('gnupg2', 'base')}; ${build(RELEASE, 'base')}; ${build('openvswitch3.1', NFV_PLACE)}; createrepo_c -q base; createrepo_c -q ${NFV_PLACE}`,
    ],
    { env: { ...toolEnvironment, HOME: built } },
  );
  expect(`${made.status}: ${made.status === 0 ? '' : said(made)}`).toBe('0: ');
}

/** A directory that dnf and rpm take for the root of a machine, with repositories of packages made here. */
async function machine(): Promise<Machine> {
  building ??= buildPackages();
  await building;
  const root = temporaryDirectory();
  for (const repository of ['base', 'nfv'])
    cpSync(join(built, repository), join(root, repository), { recursive: true });
  writeTree(root, [
    {
      path: 'etc/yum.repos.d/base.repo',
      content: `[base]\nname=base\nbaseurl=file://${root}/base\nenabled=1\ngpgcheck=0\n`,
    },
    { path: 'etc/meshinit/host.conf', content: '' },
    // Debian's dnf misreads what Debian's rpm says of signatures, so none is looked at here.
    { path: 'bin/dnf', mode: 0o755, content: dnfOn(root) },
    { path: 'bin/rpm', mode: 0o755, content: rpmOn(root) },
  ]);
  for (const directory of ['etc/pki/rpm-gpg', 'log']) mkdirSync(join(root, directory), { recursive: true });
  const env = { ...toolEnvironment, HOME: root, PATH: `${join(root, 'bin')}:${toolEnvironment.PATH}` };
  const here = (text: string): string => text.replaceAll(/\/(etc|run|var|dev\/console)\b(?!\[)/g, `${root}/$1`);
  const functions = [common, dnf, nfvSig, signingKey, dockerCe, rpms].map(here).join('\n');
  const boot = (command: string): Promise<Outcome> =>
    execute('dash', ['-c', `set -eu\n${functions}\nsleep() { echo slept >>'${root}/slept'; }\n${command}\n`], { env });
  return { root, boot, read: (path) => readFileSync(join(root, path), 'utf8') };
}

const dnfOn = (root: string): string => `#!/bin/sh
echo "$*" >>'${root}/calls'
HOME=/root exec /usr/bin/dnf --noplugins --nogpgcheck --installroot='${root}' --setopt=reposdir='${root}/etc/yum.repos.d' \\
    --setopt=cachedir='${root}/cache' --setopt=logdir='${root}/log' --releasever=8 --forcearch=x86_64 "$@"
`;

/** The files that it names are below the root. */
const rpmOn = (root: string): string => `#!/bin/sh
said=$(/usr/bin/rpm --dbpath '${root}/root/.rpmdb' "$@") || exit
echo "$said" | sed 's!^/etc!${root}/etc!'
`;

/** What dnf itself reads out of a repository file. */
async function repository(root: string, id: string): Promise<string> {
  const script = `import dnf, sys
base = dnf.Base()
base.conf.reposdir = [sys.argv[1] + '/etc/yum.repos.d']
base.conf.substitutions.update({'releasever': '8', 'basearch': 'x86_64'})
base.read_all_repos()
repo = base.repos[sys.argv[2]]
print(list(repo.baseurl), repo.mirrorlist, repo.enabled, repo.gpgcheck, list(repo.gpgkey))`;
  const outcome = await execute('/usr/bin/python3', ['-c', script, root, id], { env: toolEnvironment });
  return said(outcome).replaceAll(root, '');
}

describe('install_packages', () => {
  testDnf('installs, and asks no mirror for what is there', async () => {
    const { boot, read, root } = await machine();
    expect((await boot('install_packages curl')).status).toBe(0);
    rmSync(join(root, 'base'), { recursive: true });
    const calls = read('calls');
    expect((await boot('install_packages curl')).status).toBe(0);
    expect(read('calls')).toBe(calls);
  });

  thoroughDnf('tries again, with new lists, while a mirror fails', async () => {
    const { boot, read } = await machine();
    const outcome = await boot(
      'mv "$HOME/base" "$HOME/away"; sleep() { echo slept >>"$HOME/slept"; [ "$(grep -c . "$HOME/slept")" -lt 2 ] || mv "$HOME/away" "$HOME/base"; }; install_packages curl',
    );
    expect(outcome.status).toBe(0);
    expect(read('slept')).toBe('slept\nslept\n');
    expect(read('calls').trim().split('\n')).toEqual([
      '-y --setopt=install_weak_deps=False install curl',
      '-y --refresh --setopt=install_weak_deps=False install curl',
      '-y --refresh --setopt=install_weak_deps=False install curl',
    ]);
  });

  thoroughDnf('fails, and says so, where one of several packages is nowhere', async () => {
    const { boot, read } = await machine();
    const outcome = await boot('retry() { shift 2; "$@"; }; step "install tools" install_packages curl nowhere');
    expect(outcome.status).not.toBe(0);
    expect(read('run/meshinit/status')).toBe('failed: install tools (exit 1)\n');
  });
});

thoroughDnf(
  'use_nfv_repository puts the place into the SIG’s own file, and changes nothing the second time',
  async () => {
    const { boot, read, root } = await machine();
    const use = `use_nfv_repository file://${root}/nfv`;
    const first = await boot(use);
    expect(`${first.status}: ${first.status === 0 ? '' : said(first)}`).toBe('0: ');
    expect(await repository(root, 'centos-nfv-openvswitch')).toBe(
      "['file:///nfv/x86_64/openvswitch-2/'] None True True ['file:///etc/pki/rpm-gpg/RPM-GPG-KEY-CentOS-SIG-NFV']\n",
    );
    const before = read('etc/yum.repos.d/CentOS-NFV-OpenvSwitch.repo');
    expect((await boot(`${use}; install_packages openvswitch3.1`)).status).toBe(0);
    expect(read('etc/yum.repos.d/CentOS-NFV-OpenvSwitch.repo')).toBe(before);
  },
);

describe('use_docker_repository', () => {
  const keyed = async (): Promise<Machine & { fingerprint: string }> => {
    const made = await machine();
    const script = `mkdir -m 700 '${made.root}/gpg'; export GNUPGHOME='${made.root}/gpg'
gpg --batch --quiet --passphrase '' --quick-generate-key 'Test <t@example.com>' rsa2048 sign never
gpg --armor --export >'${made.root}/key.asc'; gpg --with-colons --list-keys | awk -F: '$1 == "fpr" { print $10 }'
gpgconf --kill all`;
    const { stdout } = await execute('sh', ['-euc', script], { env: toolEnvironment });
    return { ...made, fingerprint: stdout.trim() };
  };
  const CURL = 'curl() { while [ "$1" != -o ]; do shift; done; cp "$HOME/key.asc" "$2"; }';

  thoroughDnf('takes the key that is known, and a repository that dnf can read', async () => {
    const { boot, root, fingerprint, read } = await keyed();
    expect(fingerprint).toMatch(/^[0-9A-F]{40}$/);
    const outcome = await boot(`${CURL}; use_docker_repository rhel 8 ${fingerprint}`);
    expect(`${outcome.status}: ${outcome.status === 0 ? '' : said(outcome)}`).toBe('0: ');
    expect(await repository(root, 'docker-ce-stable')).toBe(
      "['https://download.docker.com/linux/rhel/8/x86_64/stable'] None True True ['file:///etc/pki/rpm-gpg/RPM-GPG-KEY-docker-ce']\n",
    );
    expect(read('etc/pki/rpm-gpg/RPM-GPG-KEY-docker-ce')).toBe(read('key.asc'));
    expect((await boot(`${CURL}; use_docker_repository fedora \\$releasever ${fingerprint}`)).status).toBe(0);
    expect(await repository(root, 'docker-ce-stable')).toContain('/linux/fedora/8/x86_64/stable');
  });

  thoroughDnf('refuses every other key, and what is none, and leaves no repository', async () => {
    const { boot, root, fingerprint, read } = await keyed();
    const other = `${fingerprint.slice(0, -1)}${fingerprint.endsWith('0') ? '1' : '0'}`;
    expect((await boot(`${CURL}; use_docker_repository rhel 8 ${other}`)).status).toBe(1);
    expect(read('run/meshinit/status')).toContain(`has key ${fingerprint}, not ${other}: refused`);
    writeTree(root, [{ path: 'key.asc', content: '<html>blocked</html>\n' }]);
    expect((await boot(`${CURL}; use_docker_repository rhel 8 ${fingerprint}`)).status).toBe(1);
    expect(read('run/meshinit/status')).toContain(`has key none, not ${fingerprint}: refused`);
    expect(await repository(root, 'docker-ce-stable')).toContain('KeyError');
  });
});

thoroughDnf('install_local installs a package file once', async () => {
  const { boot, root, read } = await machine();
  const file = `cd '${root}/nfv/x86_64/openvswitch-2/noarch'; file=./openvswitch3.1-1.2-3.el8.noarch.rpm`;
  const outcome = await boot(`${file}; up_to_date $file && exit 9; install_local $file && up_to_date $file`);
  expect(`${outcome.status}: ${outcome.status === 0 ? '' : said(outcome)}`).toBe('0: ');
  expect(read('calls')).toBe('-y --setopt=install_weak_deps=False install ./openvswitch3.1-1.2-3.el8.noarch.rpm\n');
});
