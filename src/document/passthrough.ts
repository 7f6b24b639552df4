import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { HostConfig } from '../host/host-config.ts';
import { hostInput } from '../host/host-plan.ts';
import { ownedFile, unknownToCloudInit, wrongMerge } from './laws.ts';

type Value = Record<string, unknown>;

/** What the user's raw cloud-config adds to a host. */
export interface Passthrough {
  readonly value: Value;
  /** Whether it holds something that others should not read: the document is then for its owner alone. */
  readonly secret: boolean;
}

/** Keys of cloud-config that meshinit writes too; all of them are lists, to which the user's are appended. */
const SHARED_LISTS = ['bootcmd', 'write_files', 'runcmd'];

/** The defaults' cloud_config and the host's own, merged and checked against what meshinit owns. */
export function readPassthrough(config: HostConfig, reporter: Reporter): Passthrough {
  const { manifest, host } = config.plan;
  const sources = [
    { path: ['defaults', 'cloud_config'], value: manifest.input.defaults?.cloud_config },
    { path: ['hosts', host.name, 'cloud_config'], value: hostInput(config.plan).input.cloud_config },
  ];
  let merged: Value = {};
  for (const { path, value } of sources) {
    if (!value) continue;
    checkSource(config, path, value, reporter);
    merged = merge(merged, value);
  }
  return { value: merged, secret: holdsSecret(merged) };
}

/** Lists append, maps merge, and of two other values the later one holds. */
function merge(first: Value, second: Value): Value {
  const result: Value = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = result[key];
    if (Array.isArray(before) && Array.isArray(value)) result[key] = [...before, ...value];
    else if (isMap(before) && isMap(value)) result[key] = merge(before, value);
    else result[key] = value;
  }
  return result;
}

const isMap = (value: unknown): value is Value => typeof value === 'object' && value !== null && !Array.isArray(value);

function checkSource(config: HostConfig, path: ManifestPath, value: Value, reporter: Reporter): void {
  for (const key of SHARED_LISTS) {
    if (value[key] === undefined || Array.isArray(value[key])) continue;
    reporter.report(wrongMerge, {
      path: [...path, key],
      message: `${path.join('.')}.${key} is to be appended to meshinit's own list, but is none`,
      hint: `Write it as a list: ${key}: [ … ].`,
    });
  }
  checkFiles(config, path, value, reporter);
  checkAge(config, path, value, reporter);
}

function checkFiles(config: HostConfig, path: ManifestPath, value: Value, reporter: Reporter): void {
  const owned = new Set(config.files.map((file) => file.path));
  for (const [index, file] of listOf(value['write_files']).entries()) {
    if (!isMap(file) || typeof file['path'] !== 'string' || !owned.has(normal(file['path']))) continue;
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

function checkAge({ plan: { os } }: HostConfig, path: ManifestPath, value: Value, reporter: Reporter): void {
  for (const [lacking, advice] of Object.entries(os.cloudInitLacks ?? {})) {
    const [module = '', key] = lacking.split('.');
    if (value[module] === undefined) continue;
    const places: ManifestPath[] =
      key === undefined
        ? [[...path, module]]
        : listOf(value[module]).flatMap((entry, index) =>
            isMap(entry) && key in entry ? [[...path, module, index, key]] : [],
          );
    for (const place of places) {
      reporter.report(unknownToCloudInit, {
        path: place,
        at: 'key',
        message: `${place.join('.')} on ${os.id}: ${advice}`,
      });
    }
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Keys of cloud-config whose values are for nobody else (cloud-init: users, chpasswd, ssh, write_files). */
const SECRET_KEYS =
  /^(hashed_passwd|plain_text_passwd|passwd|password|chpasswd|ssh_keys|.*(secret|token|private_key).*)$/;

function holdsSecret(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('PRIVATE KEY-----');
  if (Array.isArray(value)) return value.some(holdsSecret);
  if (!isMap(value)) return false;
  const permissions = String(value['permissions'] ?? '');
  // A file that nobody but its owner may read on the host is not for everybody here either.
  if (/^0?o?[0-7]00$/.test(permissions)) return true;
  return Object.entries(value).some(([key, inner]) => SECRET_KEYS.test(key) || holdsSecret(inner));
}
