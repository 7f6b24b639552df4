import { element } from '../page/element.ts';

/** A cell: a text, or what stands in its place. */
export type Cell = string | Node;

interface TableOptions {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A table whose first column names its rows. What is too wide for the page scrolls by itself, by keys too. */
export function table({ caption, head, rows }: TableOptions): HTMLElement {
  const columns = head.map((name) => element('th', { scope: 'col' }, [name]));
  const lines = rows.map(([first = '', ...cells]) =>
    element('tr', {}, [element('th', { scope: 'row' }, [first]), ...cells.map((cell) => element('td', {}, [cell]))]),
  );
  return element('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, [
    element('table', {}, [
      element('caption', {}, [caption]),
      element('thead', {}, [element('tr', {}, columns)]),
      element('tbody', {}, lines),
    ]),
  ]);
}
