import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { isNamed } from '../../src/addresses/host-address.ts';
import { distinctFiles, fileOf, type HostCase } from '../support/cases.ts';
import { execute, type Outcome, said } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testNft = testWith('nft', 'unshare', 'root');

/** In a network namespace of its own: nothing of this machine's tables is read or changed. */
const inNamespace = (script: string, input = ''): Promise<Outcome> =>
  execute('unshare', ['--net', 'sh', '-euc', script], { input, env: toolEnvironment });

/** The command of a unit, with the host's files below a root; programs stay this machine's. */
function startOf(host: HostCase, unit: string): string {
  const root = temporaryDirectory();
  const move = (text: string): string =>
    text.replaceAll(/\/(etc|run|usr\/local\/\w+|var\/lib)\/meshinit/g, `${root}$&`);
  const names = host.files.find(({ path }) => path === '/etc/meshinit/names');
  // Before any name is resolved; meshinit-names has made the list by then.
  const peers = names?.content.replaceAll(/^\S+ \S+\.example\.com .*\n/gm, '');
  const files =
    peers === undefined ? host.files : [...host.files, { path: '/etc/meshinit/peers', mode: 0o644, content: peers }];
  writeTree(
    root,
    files.map((file) => ({ ...file, content: move(file.content) })),
  );
  const command = /^ExecStart=(.*)$/m.exec(fileOf(host, `/etc/systemd/system/${unit}`))?.[1] ?? '';
  return move(command.startsWith('/usr/local/') ? join(root, command) : command).replaceAll(`${root}${root}`, root);
}

const remotes = ({ host }: HostCase): string[] =>
  host.links.flatMap(({ remote: { address } }) => (isNamed(address) ? [] : [address.text]));

describe('nft accepts', () => {
  for (const { title, content } of distinctFiles(({ path }) => path.endsWith('.nft'))) {
    testNft(title, async () => {
      expect(said(await inNamespace('nft -c -f -', content))).toBe('');
    });
  }
});

describe('the firewall’s unit can be started again, knows every peer, and leaves other tables alone, for', () => {
  const hosts = new Set(distinctFiles(({ path }) => path === '/etc/meshinit/firewall.nft').map(({ host }) => host));
  for (const host of hosts) {
    // Where peers have names, the host itself writes the list that is added.
    if (!host.files.some(({ path }) => path === '/etc/meshinit/peers')) continue;
    testNft(`${host.document.host} of ${host.cluster}`, async () => {
      const start = startOf(host, 'meshinit-firewall.service');
      const first = await inNamespace(`nft add table inet others; ${start}; nft list ruleset`);
      expect(`${first.status}: ${first.stderr}`).toBe('0: ');
      expect(first.stdout).toContain('table inet others');
      const elements = /elements = \{([^}]*)\}/.exec(first.stdout)?.[1] ?? '';
      expect(
        elements
          .split(/[\s,]+/)
          .filter((address) => address !== '')
          .toSorted(),
      ).toEqual(remotes(host).toSorted());
      const again = await inNamespace(`nft add table inet others; ${start}; ${start}; nft list ruleset`);
      expect(again.stdout).toBe(first.stdout);
    });
  }
});

testNft('nft refuses an unknown statement, so it does look', async () => {
  expect((await inNamespace('nft -c -f -', 'table inet x { chain y { frobnicate } }\n')).status).not.toBe(0);
});
