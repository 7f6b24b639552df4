import { isMap, isNode, isScalar, isSeq } from 'yaml';
import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import type { Fault } from '../manifest/fault.ts';
import { shortened } from '../manifest/wording.ts';
import { lockUnreadable } from './lock-laws.ts';

/** What a lock file holds: texts, and maps in the order of their lines. */
export type LockTree = string | ReadonlyMap<string, LockTree>;

/** Names of hosts and the file's own words: neither `<<`, which merges, nor JavaScript's `__proto__`. */
const KEY = /^[a-z0-9-]+$/;

type Refuse = (fault: Fault) => void;

/**
 * The texts and maps of a lock file, of which each stands for itself alone: no sign of another kind comes so far.
 * @param refuse is told of everything that no lock file holds
 */
export function lockTree(node: unknown, refuse: Refuse, path: ManifestPath = []): LockTree {
  if (!isNode(node)) return '';
  if (isSeq(node)) {
    refuse({ law: lockUnreadable, ...spanOf(node), path, message: 'this is a list; a lock file contains none' });
    return '';
  }
  if (!isMap(node)) return isScalar(node) ? String(node.value ?? '') : '';
  const tree = new Map<string, LockTree>();
  const keys = new Map<string, Span>();
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value ?? '') : '';
    const at = [...path, name];
    lockTree(key, refuse, at);
    if (!KEY.test(name)) {
      refuse({
        law: lockUnreadable,
        ...spanOf(key),
        path,
        message: `'${shortened(name)}' is not a key of a lock file`,
      });
      continue;
    }
    const before = keys.get(name);
    if (before) {
      const related = [{ ...before, message: 'listed here first' }];
      refuse({
        law: lockUnreadable,
        ...spanOf(key),
        path: at,
        message: `${shortened(name)} is listed twice`,
        related,
      });
    }
    keys.set(name, spanOf(key));
    tree.set(name, lockTree(value, refuse, at));
  }
  return tree;
}

function spanOf(node: unknown): Span {
  const [from, end] = (isNode(node) ? node.range : undefined) ?? [0, 0];
  return { from, to: isScalar(node) ? Math.max(from + 1, end) : from + 1 };
}
