import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { ComposeFile, ComposeService } from './compose.ts';
import { isRecord } from './wording.ts';

/** Where relative paths of a host's Compose file begin. */
export const COMPOSE_DIRECTORY = '/srv/compose';

/** A file or a directory of the host that a Compose file names. */
export interface ComposePath {
  readonly path: ManifestPath;
  /** As written. */
  readonly text: string;
  /** As what it is used, for a sentence. */
  readonly use: string;
}

/** What a Compose file mounts and reads, relative paths alone: nobody knows what else is on a host. */
export function relativePaths({ path, value, services }: ComposeFile): ComposePath[] {
  const given = (['configs', 'secrets'] as const).flatMap((key) => {
    const map = value[key];
    return Object.entries(isRecord(map) ? map : {}).flatMap(([name, one]) =>
      isRecord(one) ? named(one['file'], [...path, key, name, 'file'], `the file of ${key.slice(0, -1)} ${name}`) : [],
    );
  });
  return [...services.flatMap(ofService), ...given].filter(({ text }) => !/^[/$]/.test(text));
}

function ofService({ path, value, name }: ComposeService): ComposePath[] {
  const { volumes } = value;
  const mounts = (Array.isArray(volumes) ? volumes : []).flatMap((volume: unknown, index): ComposePath[] => {
    const at = [...path, 'volumes', index];
    const use = `a mount of service ${name}`;
    if (isRecord(volume)) return volume['type'] === 'bind' ? named(volume['source'], [...at, 'source'], use) : [];
    const [source, target] = String(volume).split(':');
    return target !== undefined && source !== undefined && /^[.~]/.test(source)
      ? [{ path: at, text: source, use }]
      : [];
  });
  return [
    ...mounts,
    ...(['env_file', 'label_file'] as const).flatMap((key) => listed(value[key], [...path, key], name)),
  ];
}

function listed(given: unknown, path: ManifestPath, service: string): ComposePath[] {
  if (Array.isArray(given)) return given.flatMap((item, index) => listed(item, [...path, index], service));
  const use = `a file of service ${service}`;
  if (!isRecord(given)) return named(given, path, use);
  return given['required'] === false ? [] : named(given['path'], [...path, 'path'], use);
}

const named = (text: unknown, path: ManifestPath, use: string): ComposePath[] =>
  typeof text === 'string' && text !== '' ? [{ path, text, use }] : [];

/** Where a relative path leads on the host: `~` is root's. */
export function onHost(text: string): string {
  if (text === '~' || text.startsWith('~/')) return `/root${text.slice(1)}`;
  const parts: string[] = [];
  for (const part of `${COMPOSE_DIRECTORY}/${text}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
