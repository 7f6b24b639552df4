import type { Version } from '../compiler/messages.ts';

/** What a page remembers for the next visit. */
export interface Draft {
  readonly text: string;
  readonly pinned?: Version | undefined;
}

const KEY = 'meshinit.draft';

/**
 * The draft of this tab, and the latest of all: a tab that is loaded again finds its own, a new one the latest. Storage
 * that is full, refused or spoilt is no reason to fail.
 */
export class Drafts {
  private readonly stores: readonly (() => Storage)[];

  /** @param stores the tab's, then the browser's; asking for one may throw */
  constructor(stores: readonly (() => Storage)[]) {
    this.stores = stores;
  }

  read(): Draft | undefined {
    for (const store of this.stores) {
      const draft = draftIn(store);
      if (draft) return draft;
    }
    return undefined;
  }

  /** @returns whether it is remembered */
  keep(draft: Draft): boolean {
    // No more than that: what a manifest refers to is not for a browser to keep.
    const value: Draft = {
      text: draft.text,
      pinned: draft.pinned && { text: draft.pinned.text, lock: draft.pinned.lock },
    };
    const text = JSON.stringify(value);
    return this.stores.map((store) => attempt(() => store().setItem(KEY, text))).includes(true);
  }

  /** Of a manifest with a secret nothing is kept, not even how it was before. */
  forget(): void {
    for (const store of this.stores) attempt(() => store().removeItem(KEY));
  }
}

function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}

function draftIn(store: () => Storage): Draft | undefined {
  try {
    const value: unknown = JSON.parse(store().getItem(KEY) ?? 'null');
    if (!isVersion(value)) return undefined;
    const pinned = 'pinned' in value && isVersion(value.pinned) ? value.pinned : undefined;
    return { text: value.text, pinned };
  } catch {
    return undefined;
  }
}

/** What another release of the page, or another program, has left there is not trusted. */
function isVersion(value: unknown): value is Version {
  if (typeof value !== 'object' || value === null || !('text' in value) || typeof value.text !== 'string') return false;
  return !('lock' in value) || value.lock === undefined || typeof value.lock === 'string';
}
