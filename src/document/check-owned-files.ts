import type { Reporter } from '../diagnostics/reporter.ts';
import type { HostConfig } from '../host/host-config.ts';
import { isRecord } from '../manifest/wording.ts';
import { ownedFile } from './laws.ts';
import type { MergeSource } from './merge.ts';

/** Files that raw cloud-config writes, and meshinit too. */
export function checkOwnedFiles(config: HostConfig, { path, value }: MergeSource, reporter: Reporter): void {
  const owned = new Set(config.files.map((file) => file.path));
  for (const [index, file] of listOf(value['write_files']).entries()) {
    if (!isRecord(file) || typeof file['path'] !== 'string' || !owned.has(normal(file['path']))) continue;
    reporter.report(ownedFile, {
      path: [...path, 'write_files', index, 'path'],
      message: `${path.join('.')} writes ${file['path']}, which meshinit writes on ${config.plan.host.name}`,
      hint: file['path'].endsWith('daemon.json') ? 'Use docker.daemon for further keys.' : 'Use another path.',
    });
  }
}

/** `/etc//docker/./daemon.json` is `/etc/docker/daemon.json`. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
