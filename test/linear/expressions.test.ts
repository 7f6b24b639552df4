import { readdirSync, readFileSync } from 'node:fs';
import { type Node, parse } from 'acorn';
import { transformSync } from 'esbuild';
import { analyse } from 'scslre';
import { expect, test } from 'vitest';

interface Expression {
  readonly file: string;
  readonly source: string;
  readonly flags: string;
}

/** Every regular expression of a tree of code, by its syntax and not by how it looks. */
function literalsOf(node: unknown, file: string): Expression[] {
  if (Array.isArray(node)) return node.flatMap((item) => literalsOf(item, file));
  if (typeof node !== 'object' || node === null) return [];
  const { regex, ...rest } = node as Node & { regex?: { pattern: string; flags: string } };
  if (regex) return [{ file, source: regex.pattern, flags: regex.flags }];
  return Object.values(rest).flatMap((inner) => literalsOf(inner, file));
}

const filesOf = (directory: string, ending: string): string[] =>
  readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.endsWith('.d.ts'))
    .map((name) => `${directory}/${name}`);

const expressions = filesOf('src', '.ts').flatMap((file) => {
  const { code } = transformSync(readFileSync(file, 'utf8'), { loader: 'ts', target: 'esnext' });
  return literalsOf(parse(code, { ecmaVersion: 'latest', sourceType: 'module' }), file);
});
/** Where an expression may take more than linear time: two parts that repeat the same, or one that begins anywhere. */
const slowParts = ({ source, flags }: Omit<Expression, 'file'>): string[] =>
  analyse({ source, flags }).reports.map(({ type, exponential }) => (exponential ? `${type}, exponential` : type));

test('every regular expression of the sources takes linear time, whatever the text', () => {
  expect(expressions.length).toBeGreaterThan(300);
  const slow = expressions.filter((expression) => slowParts(expression).length > 0);
  expect(slow.map(({ file, source, flags }) => `${file}: /${source}/${flags}`)).toEqual([]);
});

test.each([
  ['[\\w-]*(?:token|secret)[\\w-]*\\s*=', 'i'],
  ['(a+)+$', ''],
  ['\\s+$', ''],
])('an expression such as /%s/%s would be found', (source, flags) => {
  expect(slowParts({ source, flags })).not.toEqual([]);
});
