import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { HostConfig } from '../host/host-config.ts';
import { isRecord, nameOf, shortened } from '../manifest/wording.ts';
import { ownedFile, switchesOff } from './laws.ts';
import type { MergeSource } from './merge.ts';
import { normal, OwnPaths, type Use } from './own-paths.ts';
import { fileSwitch } from './switched-off.ts';

/** Files that raw cloud-config writes and mounts, and meshinit's work needs otherwise. */
export function checkOwnedFiles(config: HostConfig, { path, value }: MergeSource, reporter: Reporter): void {
  const own = new OwnPaths(config.files);
  const { name } = config.plan.node;
  const look = (place: unknown, use: Use, inside: ManifestPath): boolean => {
    const why = typeof place === 'string' ? own.clash(place, use) : undefined;
    if (why === undefined) return false;
    const verb = use === 'mount' ? 'mounts at' : 'writes';
    const message = `${nameOf(path)} ${verb} ${shortened(String(place))}, ${why} on ${name}`;
    const isDaemon = String(place).endsWith('daemon.json');
    const hint = isDaemon ? 'Use docker.daemon for further keys.' : 'Use another path.';
    reporter.report(ownedFile, { path: [...path, ...inside], message, hint });
    return true;
  };
  for (const [index, file] of listOf(value['write_files']).entries()) {
    if (!isRecord(file) || typeof file['path'] !== 'string') continue;
    const inside = ['write_files', index, 'path'];
    if (look(file['path'], 'file', inside)) continue;
    const off = fileSwitch(normal(file['path']), file);
    if (!off) continue;
    const message = `${nameOf(path)} writes ${shortened(file['path'])}, ${off.fault}`;
    reporter.report(switchesOff, { path: [...path, ...inside], message, hint: off.hint });
  }
  for (const [index, mount] of listOf(value['mounts']).entries()) {
    const point = listOf(mount)[1];
    if (typeof point === 'string' && point.startsWith('/')) look(point, 'mount', ['mounts', index, 1]);
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
