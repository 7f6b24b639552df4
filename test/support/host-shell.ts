import { spawnSync } from 'node:child_process';
import type { HostConfig } from '../../src/host/host-config.ts';
import { temporaryDirectory, writeTree } from './temporary.ts';

/**
 * What a script for a host's main network says, run by this machine's shell on the host's files.
 * @param awk the command that stands for awk
 */
export function saidByHost({ files }: HostConfig, script: string, awk = 'awk'): string {
  const root = temporaryDirectory();
  writeTree(
    root,
    files.filter(({ path }) => path.startsWith('/etc/meshinit/')),
  );
  const shell = `set -eu
    ${awk === 'awk' ? '' : `awk() { ${awk} "$@"; }`}
    . /etc/meshinit/host.conf
    PEERS=/etc/meshinit/peers
    ${script}`.replaceAll('/etc/meshinit', `${root}/etc/meshinit`);
  const { stdout, stderr, status } = spawnSync('sh', ['-c', shell], { encoding: 'utf8' });
  if (status !== 0 || stderr !== '') throw new Error(stderr);
  return stdout;
}
