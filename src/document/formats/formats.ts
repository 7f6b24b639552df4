import { cloudConfig } from './cloud-config.ts';
import type { Format } from './format.ts';
import { type FormatId, formatIds } from './ids.ts';
import { ignition } from './ignition.ts';
import { script } from './script.ts';

/**
 * Every format by its id: one that has no file, or another's, does not compile. Adding one: its file, its import and its
 * place here; its id in `ids.ts`.
 */
const byId: Readonly<Record<FormatId, Format>> = { 'cloud-config': cloudConfig, ignition, script } as const satisfies {
  readonly [Id in FormatId]: Format & { readonly id: Id };
};

export const formats: readonly Format[] = formatIds.map((id) => byId[id]);

export const formatOf = (id: FormatId): Format => byId[id];

/** The format of a host's document: the one asked for where its system reads it, else the system's own. */
export function chosenFormat(read: readonly [FormatId, ...FormatId[]], wanted: FormatId | undefined): Format {
  return formatOf(wanted !== undefined && read.includes(wanted) ? wanted : read[0]);
}
