import { readdirSync, readFileSync } from 'node:fs';
import { shellText } from '../../scripts/shell-text.mjs';
import { bareShell } from '../../src/host/bare-file.ts';
import { forSeveral } from '../../src/host/further-networks.ts';
import { oses } from '../../src/os/oses.ts';
import { placed } from '../../src/os/places.ts';

const SCRIPTS = new URL('../../src/host/scripts/', import.meta.url);
const sources = readdirSync(SCRIPTS)
  .map((name) => readFileSync(new URL(name, SCRIPTS), 'utf8'))
  .filter((source) => shellText(source) !== source)
  // A whole program before a part whose few lines it has, too.
  .toSorted((a, b) => b.length - a.length);

/** A host's script with the directives for shellcheck that its sources have, and that no host gets. */
export function withDirectives(script: string): string {
  let restored = script;
  for (const source of sources) {
    for (const text of new Set(oses.flatMap((os) => [source, forSeveral(source)].map((form) => placed(form, os))))) {
      // A bundle's programs are without comments, too.
      const written = shellText(text);
      for (const form of new Set([written, bareShell(written)])) restored = restored.replaceAll(form, () => text);
    }
  }
  return restored;
}
