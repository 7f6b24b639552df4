import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a bundle is made from. */
const SOURCES = ['src', 'schemas', 'scripts'];
const OTHERS = ['package.json', 'package-lock.json'];

/** Tells a build from every other one: a digest of all that it is made from, the same wherever it is made. */
export function buildId() {
  const hash = createHash('sha256');
  const within = (directory) =>
    readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  for (const path of [...SOURCES.flatMap(within).toSorted(), ...OTHERS]) {
    const content = readFileSync(path);
    hash.update(`${path.replaceAll('\\', '/')} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
