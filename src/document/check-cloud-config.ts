import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { Host } from '../manifest/host.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { pathKey } from '../manifest/path-key.ts';
import { nameOf } from '../manifest/wording.ts';
import type { OsFacts } from '../os/os-facts.ts';
import { osOf } from '../os/oses.ts';
import { brokenCommands } from './broken-commands.ts';
import { cloudConfigFaults } from './cloud-config-schema.ts';
import { describeFault, type Words } from './describe-fault.ts';
import { lacking } from './lacking.ts';
import { switchesOff, unknownToCloudInit, wrongMerge } from './laws.ts';
import { type MergeSource, merge, originOf } from './merge.ts';
import { rawSources } from './raw-parts.ts';
import { switchedOff } from './switched-off.ts';

/** Keys of cloud-config that meshinit writes too; all of them are lists, to which the user's are appended. */
export const SHARED_LISTS: readonly string[] = ['bootcmd', 'write_files', 'runcmd'];

/** Top-level keys of each part that hold a value that was wrong in itself and left out: the rest of it tells too little. */
function brokenKeys(broken: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const steps of [...broken].map((key) => key.split('\0'))) {
    const length = steps.indexOf('cloud_config') + 1;
    const [part, key] = [pathKey(steps.slice(0, length)), steps[length]];
    if (length > 0 && key !== undefined) found.set(part, [...(found.get(part) ?? []), key]);
  }
  return found;
}

/**
 * Raw cloud-config against cloud-init's own schema, and against what the host's version knows; at the user's line. Each
 * fault once, however many hosts it reaches. Merged first: what one part lacks the other may have.
 */
export function checkCloudConfigs(
  manifest: Manifest,
  hosts: readonly Host[],
  broken: ReadonlySet<string>,
  reporter: Reporter,
): void {
  const leftOut = brokenKeys(broken);
  const said = new Set<string>();
  /** Words are found for what is new alone: a fault of the defaults comes back with each of ten thousand hosts. */
  const report: SayOnce = (what, path, describe) => {
    const key = [what, ...path].join('\0');
    if (said.has(key)) return;
    said.add(key);
    const { law, ...words } = describe();
    reporter.report(law, { path, ...words });
  };
  const checked = new Set<OsFacts | undefined>();
  for (const host of hosts) {
    const sources = rawSources(manifest, host, 'cloud_config');
    const os = host.os && osOf(host.os);
    const isShared = host.input.cloud_config === undefined;
    if (sources.length === 0 || (isShared && checked.has(os))) continue;
    if (isShared) checked.add(os);
    const skipped = sources.flatMap(({ path }) => leftOut.get(pathKey(path)) ?? []);
    checkSources(sources, os, skipped, report);
  }
}

type SayOnce = (what: string, path: ManifestPath, describe: () => Words) => void;

function checkSources(
  sources: readonly MergeSource[],
  os: OsFacts | undefined,
  skipped: readonly string[],
  report: SayOnce,
): void {
  const merged = merge(sources);
  for (const key of skipped) delete merged[key];
  for (const key of SHARED_LISTS) {
    // Nothing to append is well.
    if (Array.isArray(merged[key]) && merged[key].length === 0) delete merged[key];
  }
  for (const { path, value } of sources) {
    for (const key of SHARED_LISTS) {
      if (value[key] === undefined || Array.isArray(value[key])) continue;
      delete merged[key];
      report('list', [...path, key], () => ({
        law: wrongMerge,
        message: `${nameOf([...path, key])} is appended to meshinit's own list, so it must be a list`,
        hint: `Write it as a list: ${key}: [ … ].`,
      }));
    }
    for (const { path: inside, advice } of lacking(os, value)) {
      const place: ManifestPath = [...path, ...inside];
      delete merged[String(inside[0])];
      report(`${os?.id}`, place, () => ({
        law: unknownToCloudInit,
        at: 'key',
        message: `${nameOf(place)} on ${os?.id}: ${advice}`,
      }));
    }
  }
  for (const { path: inside, fault, hint } of [...switchedOff(merged), ...brokenCommands(os, merged)]) {
    const path = originOf(inside, sources);
    report(`off ${os?.id}`, path, () => ({ law: switchesOff, message: `${nameOf(path)} ${fault}`, hint }));
  }
  for (const fault of cloudConfigFaults(merged)) {
    const path = originOf(fault.path, sources);
    const what = fault.kind === 'missing' ? `missing ${fault.anyOf}` : fault.kind;
    report(what, path, () => describeFault(fault, path));
  }
}
