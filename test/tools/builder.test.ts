import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect } from 'vitest';
import { parse } from 'yaml';
import { builderDocument } from '../../src/builder/builder-document.ts';
import { compile } from '../../src/compile.ts';
import { Namespace } from '../net/namespace.ts';
import { withDirectives } from '../support/directives.ts';
import { execute, said } from '../support/execute.ts';
import type { CloudConfig } from '../support/hosts.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { thoroughTestWith } from '../support/thorough.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testBuild = thoroughTestWith('root', 'unshare', 'nsenter', 'dpkg-buildpackage', 'curl', 'python3', 'make');
const testShellcheck = testWith('shellcheck');
const testSchema = testWith('cloud-init');

const SHA256 = '0'.repeat(64);
const URL = 'https://example.com/openvswitch-2.3.1.tar.gz';
const plain = builderDocument({ url: URL, sha256: SHA256, os: 'ubuntu-14.04' });

testSchema('cloud-init’s schema accepts the builder’s document', async () => {
  const directory = temporaryDirectory();
  writeTree(directory, [{ path: 'user-data', content: plain }]);
  const outcome = await execute('cloud-init', ['schema', '--config-file', 'user-data'], {
    cwd: directory,
    env: toolEnvironment,
  });
  expect(said(outcome)).toContain('Valid cloud-config');
});

testShellcheck('shellcheck finds nothing, style included, in the builder’s script', async () => {
  const root = temporaryDirectory();
  const { write_files } = parse(plain) as CloudConfig;
  writeTree(
    root,
    write_files.map((file) => ({ ...file, content: withDirectives(file.content) })),
  );
  const args = ['-s', 'sh', '-S', 'style', '-x', '-P', root, `${root}/usr/local/sbin/meshinit-build`];
  expect(said(await execute('shellcheck', args, { env: toolEnvironment }))).toBe('');
});

/** A release in small: its rules make the two packages without any helper, and say what they were built with. */
const RULES = `#!/usr/bin/make -f
build binary-indep:
clean:
	rm -rf pkg debian/files
binary: binary-arch
binary-arch:
	test ! -e Makefile || { echo source directory already configured; exit 1; }
	for name in openvswitch-switch openvswitch-common openvswitch-test python3-openvswitch; do \\
	  mkdir -p pkg/$$name/DEBIAN pkg/$$name/usr/share/$$name; \\
	  echo "$$DEB_BUILD_OPTIONS" >pkg/$$name/usr/share/$$name/options; \\
	  dpkg-gencontrol -p$$name -Ppkg/$$name; \\
	  dpkg-deb --root-owner-group --build pkg/$$name .. ; \\
	done
.PHONY: build clean binary binary-arch binary-indep
`;
/** As in a real one, a configured tree is not built, and a clean one has lost what was made from templates. */
const CONFIGURE = `#!/bin/sh
cat >Makefile <<'END'
debian:
	cp debian/control.in debian/control
	echo free >debian/copyright
distclean:
	rm -f Makefile debian/control debian/copyright
.PHONY: debian distclean
END
`;
const packageOf = (name: string, needs = 'libc6:any (>= 2) | libc7'): string =>
  `\nPackage: ${name}\nArchitecture: any\nDepends: ${needs}\nDescription: a test\n`;
/** A variable that dpkg puts in (deb-substvars(5)). */
const substituted = (name: string): string => `\${${name}}`;
/** As in a real one, the switch needs a third package of the same version. */
const PACKAGES = [
  packageOf('openvswitch-common'),
  packageOf('python3-openvswitch'),
  packageOf('openvswitch-test', 'openvswitch-switch'),
  packageOf(
    'openvswitch-switch',
    `openvswitch-common (= ${substituted('binary:Version')}), libc6, python3-openvswitch (>= ${substituted('source:Version')})`,
  ),
];
const RELEASE = [
  { path: 'debian/rules', content: RULES, mode: 0o755 },
  {
    path: 'debian/control.in',
    content: `Source: openvswitch\nMaintainer: A <a@example.com>\nStandards-Version: 4.6.2\nBuild-Depends: dpkg\n${PACKAGES.join('')}`,
  },
  {
    path: 'debian/changelog',
    content:
      'openvswitch (9.9.1-1) unstable; urgency=low\n\n  * A test.\n\n -- A <a@example.com>  Fri, 20 Nov 2026 00:00:00 +0000\n',
  },
  { path: 'debian/source/format', content: '1.0\n' },
  {
    path: 'configure',
    content: CONFIGURE,
    mode: 0o755,
  },
];

/** What the machine has besides: the release on a server of its own network, and a system of a known name. */
const SURROUND = `set -e
ip addr add 10.9.9.9/32 dev lo
printf 'ID=debian\\nVERSION_ID=12\\n' >/tmp/os-release
mount --bind /tmp/os-release "$(readlink -f /etc/os-release)"
cd "$1"
mkdir openvswitch-9.9.1 && mv debian configure openvswitch-9.9.1/ && tar -czf openvswitch-9.9.1.tar.gz openvswitch-9.9.1
python3 -m http.server --bind 10.9.9.9 8001 >/dev/null 2>&1 </dev/null &
until curl -fsS -o /dev/null http://10.9.9.9:8001/openvswitch-9.9.1.tar.gz; do sleep 0.2; done
sha256sum <openvswitch-9.9.1.tar.gz`;

/** Says that every package is there: nothing is installed on the machine that runs the tests. */
const DPKG_QUERY = '#!/bin/sh\nshift 2\nfor package; do echo "install ok installed"; done\n';

testBuild(
  'the builder builds, checks, collects and serves packages, and its block has what the switch needs',
  async () => {
    const directory = temporaryDirectory();
    writeTree(directory, RELEASE);
    const machine = await Namespace.open('builder', 'files');
    try {
      const put = (path: string, content: string, mode = 0o644): void => {
        mkdirSync(dirname(machine.path(path)), { recursive: true });
        writeFileSync(machine.path(path), content);
        chmodSync(machine.path(path), mode);
      };
      put('/usr/local/bin/dpkg-query', DPKG_QUERY, 0o755);
      // The namespace has a /tmp of its own.
      for (const { path, content, mode } of RELEASE) put(`/var/release/${path}`, content, mode);
      const [sha256 = ''] = (await machine.run(SURROUND, '/var/release')).trim().split(/\s+/).slice(-2);
      const serve = { address: '10.9.9.9', port: 8000 };
      const url = 'http://10.9.9.9:8001/openvswitch-9.9.1.tar.gz';
      const write = (sum: string): void => {
        const { write_files } = parse(builderDocument({ url, sha256: sum, os: 'debian-12', serve })) as CloudConfig;
        for (const { path, permissions, content } of write_files)
          put(path, content, Number.parseInt(permissions ?? '644', 8));
      };
      write(SHA256);
      const refused = await machine.try('meshinit-build');
      expect(refused.status).toBe(1);
      expect(refused.output).toContain(`has SHA-256 ${sha256}, not ${SHA256}: refused`);

      write(sha256);
      const output = await machine.run('meshinit-build');
      expect(output).toContain('meshinit: ready: the packages, SHA256SUMS and ovs.yaml are in /srv/meshinit');
      const read = (path: string): string => readFileSync(machine.path(path), 'utf8');
      expect(await machine.run('cd /srv/meshinit && sha256sum -c SHA256SUMS')).toMatch(
        /^((openvswitch|python3)-\S+\.deb: OK\n){4}$/,
      );
      const block = parse(read('/srv/meshinit/ovs.yaml'));
      const { debs } = block.ovs.from as { debs: { url: string; sha256: string }[] };
      expect(debs.map((deb) => deb.url.replace(/_[a-z0-9]+\.deb$/, ''))).toEqual([
        'http://10.9.9.9:8000/openvswitch-common_9.9.1-1',
        'http://10.9.9.9:8000/python3-openvswitch_9.9.1-1',
        'http://10.9.9.9:8000/openvswitch-switch_9.9.1-1',
      ]);
      for (const deb of debs) {
        const served = await machine.run('curl -fsS "$1" | sha256sum', deb.url);
        expect(served).toBe(`${deb.sha256}  -\n`);
      }
      const options = await machine.run(
        'dpkg-deb --fsys-tarfile /srv/meshinit/openvswitch-common_*.deb | tar -xO ./usr/share/openvswitch-common/options',
      );
      expect(options).toMatch(/^parallel=\d+ nocheck nodpdk\n$/);
      const manifest = `meshinit: 1\ndefaults: { os: debian-12 }\nhosts: { a: { address: 10.0.0.1 } }\n${read('/srv/meshinit/ovs.yaml')}`;
      expect(compile(manifest).diagnostics).toEqual([]);

      await machine.run('meshinit-build');
      await machine.run('echo VERSION_ID=13 >>/etc/os-release');
      const elsewhere = await machine.try('meshinit-build');
      expect(elsewhere.status).toBe(1);
      expect(elsewhere.output).toContain('this is debian-13: packages built here are not for debian-12');
    } finally {
      await machine.close();
    }
  },
  180_000,
);
