import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { HostPlan } from '../host/host-plan.ts';
import { isRecord } from '../manifest/wording.ts';
import type { Trace } from './traces.ts';

/** What the manifest has in others' words, each value by itself: it stands in the files as it is. */
export function rawTraces({ manifest: { input }, node }: HostPlan): Trace[] {
  const own = input.hosts[node.name];
  return [
    ...leaves(input.docker?.daemon, ['docker', 'daemon']),
    ...leaves(input.defaults?.cloud_config, ['defaults', 'cloud_config']),
    ...leaves(input.defaults?.ignition, ['defaults', 'ignition']),
    ...leaves(own?.cloud_config, ['hosts', node.name, 'cloud_config']),
    ...leaves(own?.ignition, ['hosts', node.name, 'ignition']),
  ];
}

function leaves(value: unknown, path: ManifestPath): Trace[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => leaves(item, [...path, index]));
  if (isRecord(value)) return Object.entries(value).flatMap(([key, item]) => leaves(item, [...path, key]));
  if (value === undefined || value === null) return [];
  const texts = String(value)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  // Its value may be a secret: the path says enough.
  return texts.length > 0
    ? [{ texts, label: path.join('.'), paths: [path], why: 'copied from the manifest', isName: true }]
    : [];
}
