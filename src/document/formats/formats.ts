import { cloudConfig } from './cloud-config.ts';
import type { Format } from './format.ts';
import { ignition } from './ignition.ts';
import { script } from './script.ts';

/** Every format. Adding one: its file, its import and its place here. */
export const formats = [cloudConfig, ignition, script] as const satisfies readonly Format[];

export type FormatId = (typeof formats)[number]['id'];

export const formatIds = formats.map(({ id }) => id);

export function formatOf(id: FormatId): Format {
  const format = formats.find((candidate) => candidate.id === id);
  if (!format) throw new Error(`format ${id} is in no list`);
  return format;
}

/** The format of a host's document: the one asked for where its system reads it, else the system's own. */
export function chosenFormat(read: readonly [FormatId, ...FormatId[]], wanted: FormatId | undefined): Format {
  return formatOf(wanted !== undefined && read.includes(wanted) ? wanted : read[0]);
}
