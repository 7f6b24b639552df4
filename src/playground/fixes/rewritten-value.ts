import { type FixKind, replacing } from './fix.ts';

const ASKED =
  /(?:Write it as|without quotes:|after the colon:|in quotes:|Write a list:|list itself:|two hosts:|such as|Example:|Write (?=true|false)) ?([^;]+?)(?:, without quotes)?\.?$/;

/** "Write it as x: y", "Put it in quotes: x: 'y'": with the key before it or without. */
export const rewrittenValue: FixKind = (fault) => {
  const [, written] = ASKED.exec(fault.diagnostic.hint) ?? [];
  // What is an example among several is no answer.
  if (written === undefined || / or |…/.test(written)) return [];
  const value = written.replace(/^[\w.-]+: /, '');
  return [...new Set([written, value])].map((insert) => replacing(fault, insert, `Change to ${insert}`));
};
