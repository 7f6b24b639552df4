import type { HostVerdict, Outcome } from '../compiler/messages.ts';
import { button, element } from '../page/element.ts';
import { table } from './table.ts';

interface ChangesOptions {
  readonly panel: HTMLElement;
  readonly pin: () => void;
  readonly unpin: () => void;
}

/** What bringing running hosts from the pinned version to this one asks of each, and what it interrupts. */
export function showChanges(
  { panel, pin, unpin }: ChangesOptions,
  changes: Outcome['changes'],
  isPinned: boolean,
): void {
  if (!isPinned) {
    panel.replaceChildren(
      element('div', { class: 'invitation' }, [
        element('h2', {}, ['What would a change do?']),
        element('p', {}, [
          'Pin the version that your hosts run now, then edit the manifest. Each host’s line says whether it needs nothing, a patch while it runs, or a rebuild, and what that interrupts. Addresses of pinned hosts stay.',
        ]),
        button('Pin this version', pin, { class: 'primary' }),
      ]),
    );
    return;
  }
  const hosts = changes?.hosts ?? [];
  const fault = changes?.fault ?? '';
  panel.replaceChildren(
    element('div', { class: 'tools' }, [
      element('p', { class: 'calm' }, [fault === '' ? summary(hosts) : `The pinned version is wrong: ${fault}`]),
      button('Pin this version instead', pin),
      button('Unpin', unpin),
    ]),
    ...(hosts.length === 0 ? [] : [hostTable(hosts)]),
  );
}

function summary(hosts: readonly HostVerdict[]): string {
  const counts = new Map<string, number>();
  for (const { verdict } of hosts) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  if (counts.size === 1 && counts.has('unchanged')) return 'No host changes.';
  return `${[...counts].map(([verdict, count]) => `${count} ${WORDS[verdict as HostVerdict['verdict']]}`).join(', ')}.`;
}

const WORDS: Readonly<Record<HostVerdict['verdict'], string>> = {
  unchanged: 'unchanged',
  patch: 'to patch',
  rebuild: 'to rebuild',
  new: 'new',
  gone: 'gone',
};

/** Those that change come first: of a thousand hosts they are what is looked for. */
function hostTable(hosts: readonly HostVerdict[]): HTMLElement {
  const sorted = hosts.toSorted((a, b) => Number(a.verdict === 'unchanged') - Number(b.verdict === 'unchanged'));
  return table({
    caption: 'Changes',
    head: ['host', 'needs', 'files', 'why'],
    rows: sorted.map(({ host, verdict, why, files }) => [
      host,
      element('span', { class: `verdict ${verdict}` }, [verdict]),
      fileCell(files),
      element(
        'div',
        {},
        why.map((reason) => element('p', {}, [reason])),
      ),
    ]),
  });
}

function fileCell(files: HostVerdict['files']): Node | string {
  if (files.length === 0) return '–';
  const items = files.map(({ path, change }) => element('li', {}, [`${path} (${change})`]));
  return element('details', {}, [element('summary', {}, [String(files.length)]), element('ul', {}, items)]);
}
