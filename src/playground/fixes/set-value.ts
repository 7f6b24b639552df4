import type { FixKind } from './fix.ts';
import { nodeAt } from './node-at.ts';

const ASKED = /(?:Set|Take|Use|or) ([a-z_.]+): (\{[^}…]*\}|[\w-]+)(?=[ ,.;]|$)/g;

/** "Set firewall: auto", of a key that the diagnostic's path has. */
export const setValue: FixKind = ({ text, diagnostic: { hint, path } }) =>
  [...hint.matchAll(ASKED)].flatMap(([, keys = '', value = '']) => {
    const key = keys.split('.').at(-1) ?? '';
    const depth = path.lastIndexOf(key);
    const range = nodeAt(text, depth === -1 ? [...path.slice(0, -1), key] : path.slice(0, depth + 1))?.value;
    if (!range) return [];
    return [{ label: `Set ${key}: ${value}`, edit: { ...range, insert: value } }];
  });
