import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import apply from '../../src/host/scripts/patch-apply.sh';
import confirm from '../../src/host/scripts/patch-confirm.sh';
import rollBack from '../../src/host/scripts/patch-roll-back.sh';
import { execute, type Outcome } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';

/** What the disk has whenever `sync` is called, a line each. */
const SYNC = (root: string): string => `#!/bin/sh
echo "$(cd ${root}/kept 2>/dev/null && ls | xargs echo || echo nothing)" >>${root}/disk
`;

/** A host whose patch waits, in a directory of its own. */
class Host {
  readonly root = temporaryDirectory();

  constructor(...files: string[]) {
    writeTree(this.root, [
      { path: 'bin/sync', content: SYNC(this.root), mode: 0o755 },
      { path: 'bin/setup', content: '#!/bin/sh\nsync\n', mode: 0o755 },
      { path: 'etc/a', content: 'as it is\n' },
      ...files.map((path) => ({ path: `kept/${path}`, content: '' })),
    ]);
  }

  async run(script: string, ...words: string[]): Promise<Outcome> {
    const moved = script
      .replaceAll('/var/lib/meshinit/patch', `${this.root}/kept`)
      .replaceAll('/run/meshinit', `${this.root}/run`)
      .replaceAll('/dev/console', `${this.root}/console`);
    const env = { PATH: `${this.root}/bin:${process.env['PATH']}` };
    return execute('dash', ['-c', moved, 'script', ...words], { env });
  }

  /** What the disk had at each `sync`. */
  get disk(): string[] {
    return readFileSync(join(this.root, 'disk'), 'utf8').trim().split('\n');
  }
}

/** The end of a patch that loses no peer. */
const WELL = `hold= dry_run= undone=/run/meshinit/rolled-back kept=/var/lib/meshinit/patch changed=x dropped= host=host1 docker=: setup=:
  say() { :; }
  docker_needs() { :; }
  for name in compare_networks drop_strays compare_containers compare_composed all_peers answering save_networks save_network; do eval "$name() { :; }"; done
${apply}
  set_clock() { :; }
  apply() { sync; }
  lost_peers() { return 1; }
  patch_host`;

test('a patch that went well is on the disk before its way back goes, and so is the end of that', async () => {
  const host = new Host();
  expect(await host.run(WELL)).toMatchObject({ status: 0, stderr: '' });
  expect(host.disk).toEqual([expect.stringContaining('roll-back'), 'nothing']);
});

test('a patch that is confirmed is no longer on the disk once that is said', async () => {
  const host = new Host('roll-back', 'held', 'looked');
  writeTree(host.root, [{ path: 'kept/seconds', content: '30\n' }]);
  const [kept, said] = await Promise.all([host.run(rollBack, '--later'), host.run(confirm)]);
  expect(kept).toMatchObject({ status: 0, stdout: 'meshinit: keeps the patch\n', stderr: '' });
  expect(said.status).toBe(0);
  expect(host.disk).toEqual(['nothing', 'nothing']);
  expect(readFileSync(join(host.root, 'etc/a'), 'utf8')).toBe('as it is\n');
});

test('a patch that is rolled back is no longer on the disk once that is said', async () => {
  const host = new Host('roll-back', 'added', 'looked', 'network');
  writeTree(host.root, [
    { path: 'kept/setup', content: `${host.root}/bin/setup\n` },
    { path: 'kept/docker', content: ':\n' },
    { path: `kept/old${host.root}/etc/a`, content: 'as it was\n' },
  ]);
  const { status, stdout } = await host.run(rollBack);
  expect([status, stdout]).toEqual([0, 'meshinit: rolled back the patch\n']);
  expect(host.disk.at(-1)).toBe('nothing');
  expect(host.disk[0]).toContain('roll-back');
  expect(readFileSync(join(host.root, 'etc/a'), 'utf8')).toBe('as it was\n');
  expect(existsSync(join(host.root, 'kept'))).toBe(false);
});
