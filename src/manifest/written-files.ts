import type { Host } from './host.ts';
import type { ManifestInput } from './schema.ts';
import { isRecord } from './wording.ts';

/** Paths of the files that the manifest's raw parts put on a host. */
export function writtenOn({ defaults = {} }: ManifestInput, { input }: Host): string[] {
  return [defaults, input].flatMap(({ cloud_config: cloudConfig, ignition }) => {
    const storage = ignition?.['storage'];
    const lists = [
      cloudConfig?.['write_files'],
      ...(isRecord(storage) ? [storage['files'], storage['directories']] : []),
    ];
    return lists.flatMap((list) => (Array.isArray(list) ? list : [])).flatMap(pathOf);
  });
}

const pathOf = (file: unknown): string[] => (isRecord(file) && typeof file['path'] === 'string' ? [file['path']] : []);
