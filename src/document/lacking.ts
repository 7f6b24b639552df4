import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../manifest/wording.ts';
import type { OsFacts } from '../os/os-facts.ts';

/** A key that a cloud-init does not know, and what to use instead. */
export interface Lacking {
  readonly path: ManifestPath;
  readonly advice: string;
}

/** What of a cloud-config the oldest cloud-init among an OS's images does not know. */
export function lacking(os: OsFacts | undefined, value: Readonly<Record<string, unknown>>): Lacking[] {
  return Object.entries(os?.cloudInitLacks ?? {}).flatMap(([place, advice]) => {
    const [module = '', key] = place.split('.');
    if (!Object.hasOwn(value, module)) return [];
    const inside = value[module];
    if (key === undefined) return [{ path: [module], advice }];
    if (isRecord(inside)) return key in inside ? [{ path: [module, key], advice }] : [];
    if (!Array.isArray(inside)) return [];
    return inside.flatMap((entry, index) =>
      isRecord(entry) && key in entry ? [{ path: [module, index, key], advice }] : [],
    );
  });
}
