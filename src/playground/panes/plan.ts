import type { PlanRows } from '../../plan-rows/plan-rows.ts';
import { button, element } from '../page/element.ts';
import { table } from './table.ts';

/** The plan's tables, as `meshinit plan` prints them. @param open shows a host's document */
export function showPlan(
  panel: HTMLElement,
  { facts, hosts, links, moreLinks }: PlanRows,
  open: (host: string) => void,
): void {
  panel.replaceChildren(
    element('dl', {}, factItems(facts)),
    table({
      caption: 'Hosts',
      head: hosts.head,
      rows: hosts.rows.map(([host = '', ...cells]) => [button(host, () => open(host), { class: 'link' }), ...cells]),
    }),
    ...(links.rows.length === 0 ? [] : [table({ caption: 'Links', head: links.head, rows: links.rows })]),
    ...(moreLinks === 0
      ? []
      : [element('p', { class: 'calm' }, [`… and ${moreLinks.toLocaleString('en')} more links.`])]),
  );
}

/** A fact without a name goes on with the one before. */
function factItems(facts: readonly (readonly string[])[]): Node[] {
  return facts.flatMap(([name = '', text = '']) => [
    ...(name === '' ? [] : [element('dt', {}, [name])]),
    element('dd', {}, [text]),
  ]);
}
