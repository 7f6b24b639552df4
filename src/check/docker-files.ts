import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { normal } from '../document/own-paths.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { isRecord } from '../manifest/wording.ts';

/** A file of Docker's that a raw part of the manifest writes. */
export interface DockerFile {
  readonly path: ManifestPath;
  readonly name: string;
  readonly content: string;
}

/** Where dockerd, and what starts it, read options: by its own packages, those of Debian, Ubuntu and CentOS, and systemd. */
const PLACES =
  /^\/etc\/(?:docker\/[^/]+\.json|default\/docker|sysconfig\/docker[^/]*|init\/docker\.[^/]+)$|\/systemd\/system\/docker[^/]*\.(?:service|socket)(?:\.d\/[^/]+)?$/;

/** Docker's files in `cloud_config.write_files`, and among the files and units of `ignition`. */
export function dockerFiles({ input }: Manifest): DockerFile[] {
  const parts: (readonly [ManifestPath, Readonly<Record<string, unknown>>])[] = [
    [['defaults'], input.defaults ?? {}],
    ...Object.entries(input.hosts).map(([name, host]): readonly [ManifestPath, Readonly<Record<string, unknown>>] => [
      ['hosts', name],
      host,
    ]),
  ];
  return parts.flatMap(([path, part]) => [
    ...fromCloudConfig([...path, 'cloud_config', 'write_files'], inside(part, 'cloud_config', 'write_files')),
    ...fromFiles([...path, 'ignition', 'storage', 'files'], inside(part, 'ignition', 'storage', 'files')),
    ...fromUnits([...path, 'ignition', 'systemd', 'units'], inside(part, 'ignition', 'systemd', 'units')),
  ]);
}

function fromCloudConfig(path: ManifestPath, list: readonly Entry[]): DockerFile[] {
  return list.flatMap(([index, { path: name, content, encoding }]) =>
    isPlace(name) ? [{ path: [...path, index, 'content'], name, content: decoded(content, String(encoding)) }] : [],
  );
}

function fromFiles(path: ManifestPath, list: readonly Entry[]): DockerFile[] {
  return list.flatMap(([index, { path: name, contents }]) => {
    const source = isRecord(contents) ? String(contents['source']) : '';
    const [, encoding = '', data = ''] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(source) ?? [];
    const content = encoding === '' ? percentDecoded(data) : decoded(data, 'base64');
    return isPlace(name) ? [{ path: [...path, index, 'contents', 'source'], name, content }] : [];
  });
}

function fromUnits(path: ManifestPath, list: readonly Entry[]): DockerFile[] {
  return list.flatMap(([index, { name: unit, contents, dropins }]) => {
    const name = `/etc/systemd/system/${unit}`;
    const parts = [
      { at: ['contents'], contents },
      ...entriesOf(dropins).map(([place, dropin]) => ({
        at: ['dropins', place, 'contents'],
        contents: dropin['contents'],
      })),
    ];
    if (!isPlace(name)) return [];
    return parts.flatMap(({ at, contents: text }) =>
      typeof text === 'string' ? [{ path: [...path, index, ...at], name, content: text }] : [],
    );
  });
}

type Entry = readonly [index: number, value: Readonly<Record<string, unknown>>];

const entriesOf = (list: unknown): Entry[] =>
  Array.isArray(list) ? list.flatMap((value, index): Entry[] => (isRecord(value) ? [[index, value]] : [])) : [];

const inside = (part: unknown, ...keys: readonly string[]): Entry[] =>
  entriesOf(keys.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), part));

const isPlace = (path: unknown): path is string => typeof path === 'string' && PLACES.test(normal(path));

function decoded(content: unknown, encoding: string): string {
  if (typeof content !== 'string' || !/^(?:b64|base64)$/.test(encoding)) return String(content ?? '');
  try {
    return atob(content.replace(/\s/g, ''));
  } catch {
    return '';
  }
}

function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
