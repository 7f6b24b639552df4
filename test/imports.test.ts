import { readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { circlesOf, importsOf, waysFrom } from './support/imports.ts';

const values = importsOf({ withTypes: false });
const all = importsOf({ withTypes: true });

/** What is bundled, and what a bundle has as a file of its own: the library, the command line, the Action, the playground. */
const ENTRIES = [
  'src/index.ts',
  'src/cli/start.ts',
  'src/cli/bin.ts',
  'src/action/main.ts',
  'src/playground/main.ts',
  'src/playground/theme-first.ts',
  'src/playground/service-worker.ts',
  'src/playground/compiler/worker.ts',
];

/** The compiler's stages, each by the file that `src/compile.ts` calls. */
const STAGES = [
  'src/manifest/parse.ts',
  'src/check/check.ts',
  'src/mesh/plan.ts',
  'src/host/build.ts',
  'src/document/pack.ts',
  'src/compile.ts',
];

/** Folders of facts: what a system, a tunnel, a provider is. */
const FACTS = /^src\/(os|tunnels|dataplanes|providers|layouts|stacks|firewalls)\//;

/** Lists of names, which stand below everything. */
const IDS = /\/([a-z]+-)?ids\.ts$/;

/** Ways from some files to others that they are not to lead to. */
function leading(from: readonly string[], isWrong: (file: string) => boolean): string[] {
  return from.flatMap((file) =>
    [...waysFrom(file, all)].filter(([to]) => isWrong(to)).map(([, way]) => way.join(' > ')),
  );
}

describe('imports', () => {
  test('are read as the bundler reads them', async () => {
    const { metafile } = await build({
      entryPoints: [...ENTRIES],
      outdir: 'nowhere',
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      packages: 'external',
      loader: { '.sh': 'text', '.py': 'text' },
      logLevel: 'silent',
    });
    const bundled = Object.entries(metafile.inputs).filter(([file]) => file.endsWith('.ts'));
    expect(bundled.length).toBeGreaterThan(300);
    for (const [file, { imports }] of bundled) {
      const paths = imports.filter(({ path, external }) => !external && path.endsWith('.ts')).map(({ path }) => path);
      expect([file, ...new Set(paths.toSorted())]).toEqual([file, ...(values.get(file) ?? []).toSorted()]);
    }
  });

  test('lead in no circle, be it of types alone', () => {
    expect(circlesOf(all).map((circle) => circle.join(' > '))).toEqual([]);
  });

  test('lead to every file: one that is in no list is nowhere', () => {
    const reached = new Set(ENTRIES.flatMap((entry) => [...waysFrom(entry, all).keys()]));
    expect([...all.keys()].filter((file) => !reached.has(file))).toEqual([]);
  });

  test('of facts lead to no stage of the compiler', () => {
    const facts = [...all.keys()].filter((file) => FACTS.test(file));
    expect(leading(facts, (file) => STAGES.includes(file))).toEqual([]);
  });

  test('of a stage lead to none that comes after it', () => {
    for (const [index, stage] of STAGES.entries()) {
      expect(leading([stage], (file) => STAGES.slice(index + 1).includes(file))).toEqual([]);
    }
  });

  test('of the playground lead to nothing that a browser lacks', () => {
    const pages = ENTRIES.filter((file) => file.startsWith('src/playground/'));
    expect(leading(pages, (file) => /^src\/(edge|cli|action)\//.test(file))).toEqual([]);
    const reached = new Set(pages.flatMap((page) => [...waysFrom(page, all).keys()]));
    expect(reached.size).toBeGreaterThan(300);
    const builtin = new RegExp(`(?:from|import)[ (]*['"](?:node:|(?:${builtinModules.join('|')})['"/])`);
    expect(builtin.test(readFileSync('src/edge/beside.ts', 'utf8'))).toBe(true);
    expect([...reached].filter((file) => builtin.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  test('of lists of ids lead to other lists of ids alone', () => {
    const ids = [...all.keys()].filter((file) => IDS.test(file));
    expect(ids.length).toBeGreaterThan(8);
    expect(leading(ids, (file) => !IDS.test(file))).toEqual([]);
  });
});

describe('circles of imports', () => {
  test('are found, through types and through others too', () => {
    const imports = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', []],
      ['d', ['c', 'a']],
      ['e', ['e']],
    ]);
    expect(circlesOf(imports)).toEqual([
      ['a', 'b', 'd', 'a'],
      ['e', 'e'],
    ]);
  });
});
