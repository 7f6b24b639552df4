import { readdirSync, readFileSync } from 'node:fs';
import { shellText } from '../../scripts/shell-text.mjs';
import type { Os } from '../../src/os/os.ts';
import { oses } from '../../src/os/oses.ts';

const SCRIPTS = new URL('../../src/host/scripts/', import.meta.url);
const sources = readdirSync(SCRIPTS)
  .map((name) => readFileSync(new URL(name, SCRIPTS), 'utf8'))
  .filter((source) => shellText(source) !== source);

const places = oses.flatMap((os: Os) => os.programs ?? []);

/** A source as it is where the system has our programs elsewhere. */
const moved = (source: string): string[] =>
  places.map(({ sbin, lib }) =>
    source
      .replaceAll('/usr/local/sbin/meshinit-', `${sbin}/meshinit-`)
      .replaceAll('/usr/local/lib/meshinit/', `${lib}/meshinit/`),
  );

/** A host's script with the directives for shellcheck that its sources have, and that no host gets. */
export function withDirectives(script: string): string {
  let restored = script;
  for (const source of sources) {
    for (const text of new Set([source, ...moved(source)])) restored = restored.replaceAll(shellText(text), () => text);
  }
  return restored;
}
