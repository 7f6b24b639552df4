import { describe, test } from 'vitest';
import { isThorough } from './is-thorough.ts';
import { type ToolTest, testWith } from './tool.ts';

/** How many, how large or which, where a plain run has fewer: `thoroughOr(300, 30)`. */
export const thoroughOr = <What>(thorough: What, plain: What): What => (isThorough ? thorough : plain);

/** Of cases that are many of a kind all in a thorough run, else as many as are named, evenly spread. */
export function someOf<Case>(cases: readonly Case[], plain: number): readonly Case[] {
  if (isThorough || cases.length <= plain) return cases;
  return Array.from({ length: plain }, (_, index) => Math.floor((index * cases.length) / plain)).flatMap((at) =>
    cases.slice(at, at + 1),
  );
}

/** What a thorough run alone has: elsewhere it is skipped, and the end of the run names its file. */
export const thoroughTest = test.runIf(isThorough);
export const thoroughDescribe = describe.runIf(isThorough);

/** `testWith` for what a thorough run alone has. */
export const thoroughTestWith = (...tools: readonly string[]): ToolTest =>
  isThorough ? testWith(...tools) : (name) => test.skip(name);
