import type { Origin } from '../../explain/origins.ts';
import { button, element } from '../page/element.ts';

const REPOSITORY = 'https://github.com/meshinit/meshinit/blob/main/';

/** More places than this are counted: a list of every host's peers comes from every host. */
const MOST_PLACES = 8;

/**
 * Where a line of a host's text comes from: the manifest's lines, why, and the facts it rests on.
 * @param manifest its lines
 * @param go to a line of the manifest
 */
export function originCard(origin: Origin, manifest: readonly string[], go: (line: number) => void): Node[] {
  const lines = [...new Map(origin.places.map((place) => [`${place.file ?? ''}:${place.line}`, place])).values()];
  const places = lines.slice(0, MOST_PLACES).map(({ file, line }) => {
    // The page shows no other file.
    if (file !== undefined) return element('li', {}, [element('code', {}, [`${file}:${line}`])]);
    const text = manifest[line - 1] ?? '';
    const link = button('', () => go(line), { class: 'origin', 'aria-label': `Line ${line} of the manifest: ${text}` });
    link.append(element('span', { class: 'number' }, [String(line)]), element('code', {}, [text.trim()]));
    return element('li', {}, [link]);
  });
  return [
    element('p', { class: 'label' }, [`${origin.file} comes from`]),
    element('ul', {}, places),
    ...(lines.length > MOST_PLACES ? [element('p', {}, [`… and ${lines.length - MOST_PLACES} more lines`])] : []),
    ...origin.why.map((why) => element('p', {}, [why])),
    ...(origin.facts.length === 0 ? [] : [factLine(origin.facts)]),
  ];
}

function factLine(facts: readonly string[]): HTMLElement {
  const links = facts.flatMap((page) => [
    element('a', { href: REPOSITORY + page, target: '_blank', rel: 'noopener' }, [page.replace(/^docs\//, '')]),
    ' ',
  ]);
  return element('p', { class: 'facts' }, ['Facts: ', ...links]);
}
