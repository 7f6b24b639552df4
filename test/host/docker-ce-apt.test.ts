import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import common from '../../src/host/scripts/common.sh';
import dockerCe from '../../src/host/scripts/docker-ce-apt.sh';
import signingKey from '../../src/host/scripts/signing-key.sh';
import { execute, type Outcome } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith } from '../support/tool.ts';

const testGpg = testWith('gpg', 'dpkg');

interface Key {
  readonly fingerprint: string;
  readonly armored: string;
}

/** A key like Docker's: with a subkey, whose fingerprint is not the one that is pinned. */
async function makeKey(name: string): Promise<Key> {
  const home = temporaryDirectory();
  const gpg = (...args: readonly string[]): Promise<Outcome> =>
    execute('gpg', ['--homedir', home, '--batch', '--passphrase', '', ...args]);
  await gpg('--quick-generate-key', name, 'ed25519', 'sign', 'never');
  const listed = await gpg('--list-keys', '--with-colons', name);
  const fingerprint = /^fpr:+([0-9A-F]{40}):/m.exec(listed.stdout)?.[1] ?? '';
  await gpg('--quick-add-key', fingerprint, 'cv25519', 'encr', 'never');
  const { stdout } = await gpg('--armor', '--export', name);
  return { fingerprint, armored: stdout };
}

/** Asks for the repository with curl standing in, which delivers what is given. */
async function use(root: string, delivered: string, fingerprint: string): Promise<Outcome> {
  writeTree(root, [
    { path: 'etc/meshinit/host.conf', content: '' },
    { path: 'etc/apt/sources.list.d/others.list', content: '' },
    { path: 'delivered', content: delivered },
  ]);
  const onRoot = (text: string): string => text.replaceAll(/\/(etc|run|dev\/console)\b/g, `${root}/$1`);
  const script = `set -eu
${onRoot(common)}
${onRoot(signingKey)}
${onRoot(dockerCe)}
install_packages() { echo "$*" >>${root}/packages; }
sleep() { :; }
curl() {
    while [ "$1" != -o ]; do shift; done
    echo "$3" >>${root}/fetched
    cat ${root}/delivered >"$2"
}
lists=fresh
step 'take Docker from its own repository' use_docker_repository debian trixie ${fingerprint}
echo "lists $lists"
`;
  return execute('dash', ['-c', script]);
}

const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');
const LIST = 'etc/apt/sources.list.d/docker.list';

describe('Docker’s repository', () => {
  let made: Promise<[Key, Key]> | undefined;
  const twoKeys = (): Promise<[Key, Key]> => {
    made ??= Promise.all([makeKey('Docker Release'), makeKey('Somebody Else')]);
    return made;
  };

  testGpg('is used with the key whose fingerprint is pinned, and with no other key of apt’s', async () => {
    const [right] = await twoKeys();
    const root = temporaryDirectory();
    const { status, stdout } = await use(root, right.armored, right.fingerprint);
    expect(status).toBe(0);
    expect(stdout).toContain('lists old');
    expect(read(root, 'packages')).toBe('gpg\n');
    expect(read(root, 'fetched')).toBe('https://download.docker.com/linux/debian/gpg\n');
    expect(read(root, 'etc/apt/keyrings/docker.asc')).toBe(right.armored);
    expect(read(root, LIST).replaceAll(root, '')).toMatch(
      /^deb \[arch=\w+ signed-by=\/etc\/apt\/keyrings\/docker\.asc\] https:\/\/download\.docker\.com\/linux\/debian trixie stable\n$/,
    );
  });

  testGpg('is left as it is by a second run', async () => {
    const [right] = await twoKeys();
    const root = temporaryDirectory();
    await use(root, right.armored, right.fingerprint);
    const { status, stdout } = await use(root, right.armored, right.fingerprint);
    expect(status).toBe(0);
    expect(stdout).toContain('lists fresh');
  });

  testGpg(
    'is refused with another key, with a further one, and with what is no key',
    async () => {
      const [right, wrong] = await twoKeys();
      for (const delivered of [wrong.armored, right.armored + wrong.armored, '<html>not found</html>', '']) {
        const root = temporaryDirectory();
        const { status } = await use(root, delivered, right.fingerprint);
        expect(status).toBe(1);
        expect(read(root, 'run/meshinit/status')).toMatch(
          /^failed: take Docker from its own repository: \S+gpg has key .*, not \w{40}: refused/s,
        );
        expect(existsSync(join(root, LIST))).toBe(false);
        expect(existsSync(join(root, 'etc/apt/keyrings/docker.asc'))).toBe(false);
      }
    },
    60_000,
  );
});
