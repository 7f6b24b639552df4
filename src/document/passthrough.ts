import type { Reporter } from '../diagnostics/reporter.ts';
import type { HostConfig } from '../host/host-config.ts';
import { isRecord } from '../manifest/wording.ts';
import { cloudConfigSources } from './check-cloud-config.ts';
import { ownedFile } from './laws.ts';
import { type MergeSource, merge } from './merge.ts';

/** What the user's raw cloud-config adds to a host. */
export interface Passthrough {
  readonly value: Readonly<Record<string, unknown>>;
  /** Whether it holds something that others should not read: the document is then for its owner alone. */
  readonly secret: boolean;
}

/** The defaults' cloud_config and the host's own, merged and checked against the files that meshinit owns. */
export function readPassthrough(config: HostConfig, reporter: Reporter): Passthrough {
  const sources = cloudConfigSources(config.plan.manifest, config.plan.input);
  for (const source of sources) checkFiles(config, source, reporter);
  const merged = merge(sources);
  return { value: merged, secret: holdsSecret(merged) };
}

function checkFiles(config: HostConfig, { path, value }: MergeSource, reporter: Reporter): void {
  const owned = new Set(config.files.map((file) => file.path));
  for (const [index, file] of listOf(value['write_files']).entries()) {
    if (!isRecord(file) || typeof file['path'] !== 'string' || !owned.has(normal(file['path']))) continue;
    reporter.report(ownedFile, {
      path: [...path, 'write_files', index, 'path'],
      message: `${path.join('.')} writes ${file['path']}, which meshinit writes on ${config.plan.host.name}`,
      hint: file['path'].endsWith('daemon.json') ? 'Use docker.daemon for further keys.' : 'Take another path.',
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

/** Keys of cloud-config whose values are for nobody else (cloud-init: users, chpasswd, ssh, write_files, wireguard). */
const SECRET_KEYS =
  /^(hashed_passwd|plain_text_passwd|passwd|password|chpasswd|ssh_keys|wireguard|.*(secret|token|private_key).*)$/;

function holdsSecret(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('PRIVATE KEY-----');
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isRecord(value)) return false;
  const permissions = String(value['permissions'] ?? '');
  // A file that nobody but its owner may read on the host is not for everybody here either.
  if (/^0?o?[0-7]00$/.test(permissions)) return true;
  return Object.entries(value).some(([key, inner]) => SECRET_KEYS.test(key.replaceAll('-', '_')) || holdsSecret(inner));
}
