import { expect, test } from 'vitest';
import { formatIds, formatOf } from '../../src/diagnostics/formats.ts';
import { print, twinAddress, twins } from './sample.ts';

test('the formats are those of the contract, pretty first', () => {
  expect(formatIds).toEqual(['pretty', 'json', 'github', 'sarif']);
});

test('only workflow commands always go to standard output, and lists for programs where they are the result', () => {
  expect(formatIds.filter((id) => formatOf(id).stream === 'stdout')).toEqual(['github']);
  expect(formatIds.filter((id) => formatOf(id).stream === 'result')).toEqual(['json', 'sarif']);
});

test('without diagnostics the formats for people print nothing, those for programs an empty result', () => {
  expect(print('pretty', [], { text: twins })).toBe('');
  expect(print('github', [], { text: twins })).toBe('');
  expect(print('json', [], { text: twins })).toBe('[]\n');
  expect(JSON.parse(print('sarif', [], { text: twins })).runs[0].results).toEqual([]);
});

test.each(formatIds)('%s ends with exactly one newline', (id) => {
  expect(print(id, [twinAddress], { text: twins })).toMatch(/[^\n]\n$/);
});

test.each(formatIds)('%s is the same for the same input', (id) => {
  const again = () => print(id, [twinAddress], { text: twins });
  expect(again()).toBe(again());
});
