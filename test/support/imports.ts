import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { globSync } from 'tinyglobby';

/** Each file of `src/` with those that it imports, as paths from the repository's root. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** `import … from './file.ts'`, or `export`, as Biome writes them; of types alone where `type` follows. */
const STATIC = /^(?:import|export)\s+(type\s+)?[\w*{}\s,$]*?\bfrom\s+'(\.[^']+\.ts)'/gm;
const DYNAMIC = /\bimport\('(\.[^']+\.ts)'\)/g;

/** @param withTypes imports of types alone, too: they are gone when the program runs, but not when it is read */
export function importsOf({ withTypes }: { readonly withTypes: boolean }): Imports {
  const files = globSync('src/**/*.ts', { ignore: '**/*.d.ts' }).toSorted();
  return new Map(
    files.map((file) => {
      const text = readFileSync(file, 'utf8');
      const fixed = [...text.matchAll(STATIC)].filter(([, type]) => withTypes || !type).map(([, , path = '']) => path);
      const late = [...text.matchAll(DYNAMIC)].map(([, path = '']) => path);
      return [file, [...new Set([...fixed, ...late])].map((path) => posix.join(posix.dirname(file), path))];
    }),
  );
}

/** A way from each file that leads back to it, each circle once: depth first, a file is left for good when all its ways are. */
export function circlesOf(imports: Imports): string[][] {
  const circles: string[][] = [];
  const done = new Set<string>();
  const way: string[] = [];
  const follow = (file: string): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file]);
    if (way.includes(file) || done.has(file)) return;
    way.push(file);
    for (const next of imports.get(file) ?? []) follow(next);
    way.pop();
    done.add(file);
  };
  for (const file of imports.keys()) follow(file);
  return circles;
}

/** A way from a file to each that it imports, itself or by others. */
export function waysFrom(file: string, imports: Imports): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>([[file, [file]]]);
  for (const [from, way] of ways) {
    for (const next of imports.get(from) ?? []) if (!ways.has(next)) ways.set(next, [...way, next]);
  }
  return ways;
}
