import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { type Block, blocksOf } from '../docs/blocks.ts';
import { said } from '../support/execute.ts';
import type { Operator } from './operator.ts';

/** The blocks of a page that people copy, in its order. */
export const commandsOf = (page: string): Block[] => blocksOf(page).filter(({ info }) => info === 'sh');

/**
 * Everything that a page tells its reader to run, in its order, in one directory on the operator's machine.
 * @param files by their names there
 * @param look what is to hold after a block, by a part of its text
 */
export function runsPage(
  page: string,
  operator: Operator,
  files: Readonly<Record<string, string>>,
  look: Readonly<Record<string, (printed: string) => Promise<void> | void>>,
): void {
  const blocks = commandsOf(page);
  for (const part of Object.keys(look)) {
    if (!blocks.some(({ text }) => text.includes(part))) throw new Error(`${page} has no command with ${part}`);
  }
  // What a command changes in a file stays.
  let isPut = false;
  for (const { text } of blocks) {
    it(`works as ${page} says: ${text.trim().split('\n').at(-1)}`, async () => {
      const directory = operator.prepare();
      for (const [name, content] of isPut ? [] : Object.entries(files)) writeFileSync(join(directory, name), content);
      isPut = true;
      const outcome = await operator.shell(text);
      expect(outcome.status, said(outcome)).toBe(0);
      for (const [part, holds] of Object.entries(look)) if (text.includes(part)) await holds(outcome.stdout);
    });
  }
}
