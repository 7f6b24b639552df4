import type { ManifestPath } from '../diagnostics/diagnostic.ts';

/** A tree of steps: undefined marks where a path ends. */
type Branches = Map<string | number, Branches | undefined>;

/**
 * A copy without what stands at the paths. Only what changes is copied: parts may be shared with other places, and
 * there are thousands of hosts. A list loses itself, never an element: the others would move.
 */
export function prune(value: object, paths: readonly ManifestPath[]): object {
  const tree: Branches = new Map();
  for (const path of paths) plant(tree, path);
  return without(value, tree) as object;
}

function plant(tree: Branches, path: ManifestPath): void {
  let branches: Branches | undefined = tree;
  for (const [index, step] of path.entries()) {
    if (!branches) return;
    if (index === path.length - 1) branches.set(step, undefined);
    else {
      if (!branches.has(step)) branches.set(step, new Map());
      branches = branches.get(step);
    }
  }
}

function without(value: unknown, branches: Branches): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const copy: Record<string, unknown> = { ...value };
  for (const [step, inner] of branches) {
    if (!Object.hasOwn(copy, step)) continue;
    if (inner) copy[step] = without(copy[step], inner);
    else delete copy[step];
  }
  return copy;
}
