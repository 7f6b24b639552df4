import type { HostConfig } from '../host/host-config.ts';
import { utf8 } from './encoding.ts';
import type { Format } from './formats/format.ts';
import type { Passthrough } from './raw-parts.ts';

/** A document's largest parts before they are packed, for the message that it is too large. */
export function largestParts(
  config: HostConfig,
  passthrough: Passthrough,
  format: Format,
  count: number,
): { name: string; bytes: number }[] {
  const theirs = Object.entries(passthrough.value).map(([key, value]) => ({
    name: `${format.raw?.key}.${key}`,
    bytes: utf8(JSON.stringify(value) ?? '').length,
  }));
  const ours = config.files.map((file) => ({ name: file.path, bytes: utf8(file.content).length }));
  return [...theirs, ...ours].toSorted((a, b) => b.bytes - a.bytes).slice(0, count);
}
