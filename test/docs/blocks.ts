import { readdirSync, readFileSync } from 'node:fs';

const docs = readdirSync('docs').filter((file) => file.endsWith('.md'));
export const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs.map((file) => `docs/${file}`)];

export interface Block {
  readonly page: string;
  /** The words after the fence. */
  readonly info: string;
  readonly text: string;
}

/** The fenced blocks of a page, those in lists too. */
export function blocksOf(page: string): Block[] {
  const blocks = [...readFileSync(page, 'utf8').matchAll(/^( *)```([^\n]*)\n([\s\S]*?)^\1```$/gm)];
  return blocks.map(([, indent = '', info = '', text = '']) => ({
    page,
    info,
    text: text.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  }));
}

/** The first YAML of a page that has this at the beginning of a line. */
export function yamlOf(page: string, begin: string): string {
  const block = blocksOf(page).find(({ info, text }) => info === 'yaml' && `\n${text}`.includes(`\n${begin}`));
  if (!block) throw new Error(`${page} has no YAML with ${begin}`);
  return block.text;
}
