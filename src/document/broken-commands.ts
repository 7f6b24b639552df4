import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { isRecord } from '../manifest/wording.ts';
import type { OsFacts } from '../os/os-facts.ts';
import { isAtLeast, versionNumbers } from '../versions.ts';
import type { SwitchedOff } from './switched-off.ts';

/** The first cloud-init that passes over empty entries of a list of commands (util.py, shellify). */
const TAKES_EMPTY = [21, 4];
/** The first that writes other than ASCII, on Python 2 too (tags 0.7.5 and 0.7.7). */
const TAKES_ALL_TEXTS = [0, 7, 7];

/**
 * What a host's cloud-init cannot make a script or a file of. It then drops all that stands in the same list, meshinit's
 * own entries included.
 */
export function brokenCommands(os: OsFacts | undefined, value: Readonly<Record<string, unknown>>): SwitchedOff[] {
  const version = os?.cloudInit;
  const commands = ['bootcmd', 'runcmd'].flatMap((key) => commandFaults(version, key, value[key]));
  return version !== undefined && !isAtLeast(versionNumbers(version), TAKES_ALL_TEXTS)
    ? [...commands, ...foreignTexts(version, value, [])]
    : commands;
}

function commandFaults(version: string | undefined, key: string, list: unknown): SwitchedOff[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: unknown, index): SwitchedOff[] => {
    const path = [key, index];
    if (entry === null && version !== undefined && !isAtLeast(versionNumbers(version), TAKES_EMPTY)) {
      return [
        {
          path,
          fault: `is empty: cloud-init ${version} would run none of the commands`,
          hint: 'Remove the empty entry.',
        },
      ];
    }
    const words: readonly unknown[] = Array.isArray(entry) ? entry : [entry];
    if (!words.some((word) => typeof word === 'string' && word.includes('\0'))) return [];
    return [{ path, fault: 'contains a NUL character, which no shell can read', hint: 'Remove it.' }];
  });
}

function foreignTexts(version: string, value: unknown, path: ManifestPath): SwitchedOff[] {
  const inside = Array.isArray(value) ? value.entries() : isRecord(value) ? Object.entries(value) : [];
  const fault = `contains a character beyond ASCII, on which cloud-init ${version} fails`;
  const hint = 'Use ASCII; for a file, write its base64 with encoding: b64.';
  const isForeign = (text: unknown): boolean => typeof text === 'string' && /[^\0-\x7f]/.test(text);
  return [
    ...(isForeign(value) ? [{ path, fault, hint }] : []),
    ...[...inside].flatMap(([key, inner]) =>
      isForeign(key) ? [{ path, fault, hint }] : foreignTexts(version, inner, [...path, key]),
    ),
  ];
}
