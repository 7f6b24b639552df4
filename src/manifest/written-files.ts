import type { Manifest } from './manifest.ts';
import { isRecord } from './wording.ts';

/** Paths of the files that the manifest's raw parts put on a host. */
export function writtenOn(
  name: string,
  { input: { defaults = {} }, hosts }: Pick<Manifest, 'input' | 'hosts'>,
): string[] {
  const host = hosts.find((one) => one.name === name);
  return (host ? [defaults, host.input] : []).flatMap(({ cloud_config: cloudConfig, ignition }) => {
    const storage = ignition?.['storage'];
    const lists = [
      cloudConfig?.['write_files'],
      ...(isRecord(storage) ? [storage['files'], storage['directories']] : []),
    ];
    return lists.flatMap((list) => (Array.isArray(list) ? list : [])).flatMap(pathOf);
  });
}

/** Whether a path is one of them, or a directory of some. */
export const isWritten = (written: readonly string[], path: string): boolean =>
  written.some((one) => one === path || one.startsWith(`${path}/`));

const pathOf = (file: unknown): string[] => (isRecord(file) && typeof file['path'] === 'string' ? [file['path']] : []);
