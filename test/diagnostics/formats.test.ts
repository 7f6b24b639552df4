import { expect, test } from 'vitest';
import { formatIds, formatOf } from '../../src/diagnostics/formats.ts';
import { placeOf, print, relatedTo, sampleDiagnostic, twinAddress, twins } from './sample.ts';

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

test('a diagnostic of the lock file points into that file, in every format', () => {
  const text = 'meshinit-lock: 1\ncluster: demo\n';
  const place = placeOf(text, 'demo');
  const inLock = sampleDiagnostic(place, { source: 'lock', related: [relatedTo(text, '1', 0, 'here too')] });
  const options = { text: twins, lock: { file: 'mesh.lock', text } };
  expect(print('pretty', [twinAddress, inLock], options)).toContain(`mesh.lock:2:10: error MI0401: it is wrong
  1 | meshinit-lock: 1
    |                - here too
  2 | cluster: demo
    |          ^^^^
`);
  expect(print('github', [inLock], options)).toMatch(
    /^::error file=mesh\.lock,line=2,col=10,.*mesh\.lock:1:16: here too/,
  );
  const [shown] = JSON.parse(print('json', [inLock], options));
  expect(shown).toMatchObject({ file: 'mesh.lock', line: 2, column: 10 });
  expect(print('sarif', [inLock], options).match(/"uri": ".*"/g)).toEqual(['"uri": "mesh.lock"', '"uri": "mesh.lock"']);
});
