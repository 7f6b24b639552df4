import { hoverTooltip, type Tooltip } from '@codemirror/view';
import { element } from '../page/element.ts';
import { placeAt } from './place-at.ts';
import { describe, type Schema, schemasAt, valuesOf } from './schema-at.ts';

/** More values than this are not listed. */
const MOST_VALUES = 12;

/** What the schema says of the key or the value under the pointer. */
export const explainUnderPointer = (schema: () => Schema | undefined) =>
  hoverTooltip((view, pos): Tooltip | null => {
    const root = schema();
    const word = view.state.wordAt(pos);
    if (!root || !word) return null;
    const place = placeAt(view.state.doc.toString(), word.to);
    const path =
      place.isKey || isKeyAt(view.state.sliceDoc(word.to, word.to + 2)) ? [...place.path, place.word] : place.path;
    const schemas = schemasAt(root, path);
    const text = describe(schemas);
    const values = valuesOf(schemas);
    if (text === '' && values.length === 0) return null;
    const listed = values.length > MOST_VALUES ? `${values.slice(0, MOST_VALUES).join(', ')} …` : values.join(', ');
    return {
      pos: word.from,
      end: word.to,
      above: true,
      create: () => ({
        dom: element('div', { class: 'hover' }, [
          element('code', {}, [path.filter((key) => key !== '-').join('.')]),
          ...(text === '' ? [] : [element('p', {}, [text])]),
          ...(listed === '' ? [] : [element('p', { class: 'values' }, [listed])]),
        ]),
      }),
    };
  });

const isKeyAt = (after: string): boolean => /^ ?:/.test(after);
