import { expect, test } from 'vitest';
import { Drafts } from '../../../src/playground/page/draft.ts';

function memory(): Storage {
  const values = new Map<string, string>();
  return {
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    clear: () => values.clear(),
    key: () => null,
    length: 0,
  };
}

const refused = (): Storage => {
  throw new DOMException('denied', 'SecurityError');
};

test('a tab finds its own draft again, and a new one the latest of all', () => {
  const [browser, one, other] = [memory(), memory(), memory()];
  const first = new Drafts([() => one, () => browser]);
  const second = new Drafts([() => other, () => browser]);
  first.keep({ text: 'one' });
  second.keep({ text: 'other', pinned: { text: 'old', lock: 'lock' } });
  expect(first.read()?.text).toBe('one');
  expect(new Drafts([memory, () => browser]).read()).toEqual({ text: 'other', pinned: { text: 'old', lock: 'lock' } });
  second.forget();
  expect(new Drafts([memory, () => browser]).read()).toBeUndefined();
});

test('storage that is refused, or holds something else, is no draft', () => {
  const drafts = new Drafts([refused, refused]);
  expect(drafts.read()).toBeUndefined();
  expect(drafts.keep({ text: 'x' })).toBe(false);
  drafts.forget();
  for (const value of ['{', 'null', '7', '{"text":7}', '[]', '{"text":"x","lock":7}']) {
    const spoilt = memory();
    spoilt.setItem('meshinit.draft', value);
    expect(new Drafts([() => spoilt]).read()).toBeUndefined();
  }
});

test('what a manifest refers to is never kept: it may hold secrets', () => {
  const store = memory();
  const inputs = { values: 'pw: correct-horse', files: { 'base.yaml': 'x' } };
  new Drafts([() => store]).keep(
    Object.assign({ text: 'one', pinned: { text: 'old', lock: 'lock', inputs } }, { inputs }),
  );
  expect(store.getItem('meshinit.draft')).toBe('{"text":"one","pinned":{"text":"old","lock":"lock"}}');
});
