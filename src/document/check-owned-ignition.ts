import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { HostConfig } from '../host/host-config.ts';
import { nameOf } from '../manifest/wording.ts';
import { ignitionEntries, ignitionPlaces, UNITS } from './ignition-places.ts';
import { ownedByMeshinit, switchesOff } from './laws.ts';
import type { MergeSource } from './merge.ts';
import { OwnPaths, type Use } from './own-paths.ts';
import { ignitionSwitchedOff } from './switched-off-ignition.ts';

/** What raw Ignition describes that meshinit describes too, or needs otherwise. */
export function checkOwnedIgnition(config: HostConfig, { path, value }: MergeSource, reporter: Reporter): void {
  const own = new OwnPaths(config.files);
  const { name } = config.plan.node;
  const clash = (inside: ManifestPath, what: string, why: string): void =>
    reporter.report(ownedByMeshinit, {
      path: [...path, ...inside],
      message: `${nameOf(path)} describes ${what}, ${why} on ${name}`,
      hint: what.endsWith('daemon.json') ? 'Use docker.daemon for further keys.' : 'Use another path or name.',
    });
  const look = (place: string, use: Use, inside: ManifestPath): void => {
    const why = own.clash(place, use);
    if (why !== undefined) clash(inside, place, why);
  };
  for (const { place, use, inside } of ignitionPlaces(value)) look(place, use, inside);
  for (const [index, { path: point }] of ignitionEntries(value, 'storage', 'filesystems')) {
    if (typeof point === 'string') look(point, 'mount', ['storage', 'filesystems', index, 'path']);
  }
  const owned = new Set(config.files.map((file) => file.path));
  for (const [index, unit] of ignitionEntries(value, 'systemd', 'units')) {
    const unitName = String(unit['name']);
    const isOurs = owned.has(`${UNITS}/${unitName}`) || config.enables?.includes(unitName);
    const isChanged = unit['enabled'] !== undefined || unit['mask'] !== undefined;
    if (isOurs && isChanged && unit['contents'] === undefined) {
      clash(['systemd', 'units', index, 'name'], unitName, 'which meshinit writes');
    }
  }
  for (const { path: inside, fault, hint } of ignitionSwitchedOff(config, value)) {
    const place = [...path, ...inside];
    reporter.report(switchesOff, { path: place, message: `${nameOf(place)} ${fault}`, hint });
  }
}
