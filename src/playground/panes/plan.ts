import { figure } from '../../counted.ts';
import type { PlanRows } from '../../plan-rows/plan-rows.ts';
import { button, element } from '../page/element.ts';
import { table } from './table.ts';

/** The plan's tables, as `meshinit plan` prints them. @param open shows a host's document */
export function showPlan(panel: HTMLElement, rows: PlanRows, open: (host: string) => void): void {
  panel.replaceChildren(
    ...tablesOf('', rows, open),
    ...rows.further.flatMap((network) => tablesOf(` of ${network.name}`, network, open)),
    ...(rows.containers.rows.length === 0 ? [] : [table({ caption: 'Containers', ...rows.containers })]),
  );
}

/** @param of which network, where that is none of the main one's */
function tablesOf(
  of: string,
  { facts, hosts, links, moreLinks }: PlanRows['further'][number] | PlanRows,
  open: (host: string) => void,
): Node[] {
  return [
    element('dl', {}, factItems(facts)),
    table({
      caption: `Hosts${of}`,
      head: hosts.head,
      rows: hosts.rows.map(([host = '', ...cells]) => [button(host, () => open(host), { class: 'link' }), ...cells]),
    }),
    ...(links.rows.length === 0 ? [] : [table({ caption: `Links${of}`, head: links.head, rows: links.rows })]),
    ...(moreLinks === 0 ? [] : [element('p', { class: 'calm' }, [`… and ${figure(moreLinks)} more links.`])]),
  ];
}

/** A fact without a name goes on with the one before. */
function factItems(facts: readonly (readonly string[])[]): Node[] {
  return facts.flatMap(([name = '', text = '']) => [
    ...(name === '' ? [] : [element('dt', {}, [name])]),
    element('dd', {}, [text]),
  ]);
}
