import type { FixKind } from './fix.ts';
import { nodeAt } from './node-at.ts';

const ASKED = /(?:^Remove|or remove|or leave|^Leave)(?: (it|the entry|[a-z_.]+))?(?=[ :.,;]|$)/;

/** "Remove it.", "Remove network.stack: …": the entry with its key, and what would be left empty around it. */
export const removedEntry: FixKind = ({ text, diagnostic: { hint, path } }) => {
  const [, what] = ASKED.exec(hint) ?? [];
  if (what === undefined) return [];
  const named = /^(?:it|the entry)$/.test(what) ? [] : what.split('.');
  const [last] = named.slice(-1);
  const depth = last === undefined ? path.length - 1 : path.lastIndexOf(last);
  const targets = depth === -1 ? [named, [...path.slice(0, -1), ...named]] : [path.slice(0, depth + 1)];
  return targets.flatMap((target) => {
    const entry = nodeAt(text, target)?.entry;
    return entry
      ? [
          {
            label: `Remove ${typeof target.at(-1) === 'string' ? target.at(-1) : 'the entry'}`,
            edit: { ...entry, insert: '' },
          },
        ]
      : [];
  });
};
