import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { manifestExamples } from '../../scripts/pages/manifest-examples.mjs';
import { compile } from '../../src/compile-with-seed.ts';
import * as library from '../../src/index.ts';
import { blocksOf, pages } from './blocks.ts';

const root = new URL('../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');
/** What they name, from the example that has it all. */
const files = Object.fromEntries(['front.yaml', 'back.yaml'].map((name) => [name, read(`examples/compose/${name}`)]));
const manifests = pages.flatMap((page) =>
  blocksOf(page)
    .filter(({ info, text }) => info === 'yaml' && /^meshinit:/m.test(text))
    .map(({ text }, index) => ({ name: `${page}, manifest ${index + 1}`, text })),
);

describe('a manifest in the documentation', () => {
  test.each(manifests)('$name compiles without an error', ({ text }) => {
    const { diagnostics, documents } = compile(text, { seed: new Uint8Array(32), files });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(documents.length).toBeGreaterThan(0);
  });

  test('is marked as wrong where it does not compile', () => {
    for (const page of pages) {
      for (const { info, text } of blocksOf(page).filter((block) => block.info === 'yaml wrong')) {
        // Only a lock file or an option makes some of them wrong, and some are shortened.
        if (page === 'docs/errors.md') continue;
        expect(compile(text).documents, `${page}: ${info}`).toEqual([]);
      }
    }
  });

  test('gives no warning either in the reference', () => {
    for (const text of Object.values(manifestExamples)) expect(compile(text).diagnostics).toEqual([]);
  });
});

test("the README's first manifest is the one that its first command compiles", () => {
  const first = blocksOf('README.md').find(({ info }) => info === 'yaml')?.text;
  expect(read('examples/debian-vxlan.yaml').replace(/^#.*\n/gm, '')).toBe(first);
});

test('the README names the version that package.json has', () => {
  const { version } = JSON.parse(read('package.json'));
  const named = [...read('README.md').matchAll(/meshinit(?:@|:|-)(\d+\.\d+\.\d+)|^Version (\S+)/gm)];
  expect(named.length).toBeGreaterThan(4);
  expect(new Set(named.map(([, form, sentence]) => form ?? sentence))).toEqual(new Set([version]));
});

test('what the README imports is there', () => {
  const imports = [...read('README.md').matchAll(/import \{ (.+) \} from 'meshinit'/g)];
  const names = imports.flatMap(([, list = '']) => list.split(', '));
  expect(names).not.toEqual([]);
  expect(names.filter((name) => !(name in library))).toEqual([]);
});

/** A page without what only shows code. */
const proseOf = (page: string): string =>
  read(page)
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''));

/** Anchors as GitHub makes them from headings. */
function anchorsOf(page: string): string[] {
  const headings = [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading.toLowerCase());
  return headings.map((heading) => heading.replace(/[^\w\- ]/g, '').replaceAll(' ', '-'));
}

const links = pages.flatMap((page) =>
  [...proseOf(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => ({ page, target })),
);

test('links lead to files and headings that are there', () => {
  const local = links.filter(({ target }) => !/^https?:/.test(target));
  const broken = local.filter(({ page, target }) => {
    const [path = '', anchor] = target.split('#');
    const file = new URL(path === '' ? page.replace(/^.*\//, '') : path, new URL(page, root));
    if (!existsSync(file)) return true;
    return anchor !== undefined && !anchorsOf(file.pathname.slice(root.pathname.length)).includes(anchor);
  });
  expect(broken).toEqual([]);
});
