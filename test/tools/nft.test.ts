import { describe, expect } from 'vitest';
import { distinctFiles } from '../support/cases.ts';
import { execute, said } from '../support/execute.ts';
import { testWith, toolEnvironment } from '../support/tool.ts';

const testNft = testWith('nft', 'unshare', 'root');

/** In a network namespace of its own: nothing of this machine's tables is read or changed. */
const nft = (script: string, input: string) =>
  execute('unshare', ['--net', 'sh', '-c', `set -eu; cat >/dev/null; ${script}`], { input, env: toolEnvironment });

const load = (content: string, script: string) =>
  execute('unshare', ['--net', 'sh', '-euc', `rules=$(cat); load() { printf '%s\\n' "$rules" | nft "$@" -f -; }; ${script}`], {
    input: content,
    env: toolEnvironment,
  });

describe('nft accepts', () => {
  for (const { title, content, host } of distinctFiles(({ path }) => path.endsWith('.nft'))) {
    testNft(title, async () => {
      expect(said(await load(content, 'load -c'))).toBe('');
    });

    testNft(`${title}, twice, and other tables stay`, async () => {
      const outcome = await load(content, 'nft add table inet others; load; nft list ruleset >/dev/null; load; nft list ruleset');
      expect(outcome.stderr).toBe('');
      expect(outcome.stdout).toContain('table inet others');
      const peers = host.files.find(({ path }) => path === '/etc/meshinit/peers')?.content ?? '';
      for (const [, remote = ''] of peers.matchAll(/^\w+ (\S+) /gm)) expect(outcome.stdout).toContain(remote);
    });
  }
});

testNft('nft refuses an unknown statement, so it does look', async () => {
  expect((await nft('echo "table inet x { chain y { frobnicate } }" | nft -c -f -', '')).status).not.toBe(0);
});
