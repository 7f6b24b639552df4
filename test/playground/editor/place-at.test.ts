import { describe, expect, test } from 'vitest';
import { manifestJsonSchema } from '../../../src/manifest/json-schema.ts';
import { placeAt } from '../../../src/playground/editor/place-at.ts';
import { describe as describeSchemas, keysOf, schemasAt, valuesOf } from '../../../src/playground/editor/schema-at.ts';

/** Where the bar in a text is. */
function at(marked: string) {
  const offset = marked.indexOf('|');
  const { path, isKey, word, siblings } = placeAt(marked.replace('|', ''), offset);
  return [path.join('.'), isKey ? 'key' : 'value', word, [...siblings].join(' ')];
}

describe('a cursor is', () => {
  test.each([
    ['at a key of the root', 'meshinit: 1\nna|', ['', 'key', 'na', 'meshinit']],
    ['at a value', 'hosts:\n  a:\n    os: deb|', ['hosts.a.os', 'value', 'deb', '']],
    ['on an empty line, as deep as it is indented', 'hosts:\n  a:\n    os: x\n    |', ['hosts.a', 'key', '', 'os']],
    ['on an empty line further left', 'hosts:\n  a:\n    os: x\n  |', ['hosts', 'key', '', 'a']],
    ['in a flow map', 'hosts:\n  a: { address: 10.0.0.1, o|', ['hosts.a', 'key', 'o', 'address']],
    [
      'at a value in a flow map of several lines',
      'network: {\n  tunnel: gre,\n  layout: sh|',
      ['network.layout', 'value', 'sh', 'tunnel layout'],
    ],
    ['in a flow list', 'network: { topology: { star: [ho|', ['network.topology.star.-', 'value', 'ho', '']],
    [
      'in a list in a list',
      'network:\n  topology:\n    links:\n    - [a, b|',
      ['network.topology.links.-.-', 'value', 'b', ''],
    ],
    [
      'in an entry of a list in the column of its key',
      'ovs:\n  from:\n    debs:\n    - url: x\n      sh|',
      ['ovs.from.debs.-', 'key', 'sh', 'url'],
    ],
    ['after quotes and comments that hold signs', '"a{b": "x: {" # {\nname: |', ['name', 'value', '', '']],
  ])('%s', (_, text, place) => {
    expect(at(text).slice(0, 3)).toEqual(place.slice(0, 3));
    if (place[1] === 'key') expect(at(text)[3]).toBe(place[3]);
  });

  test('somewhere, in a text of any kind', () => {
    for (const text of ['}}]]', '{[}', '- - -', ': :', '"', "'\n{", '\t\t:', '- {a: [', '#', 'a:\n- b\n- c: {d']) {
      for (let offset = 0; offset <= text.length; offset += 1)
        expect(placeAt(text, offset).from).toBeLessThanOrEqual(offset);
    }
  });
});

describe('the schema says', () => {
  const schema = manifestJsonSchema();
  test('which keys a map may have, and what they mean', () => {
    const keys = keysOf(schemasAt(schema, ['hosts', 'any']));
    expect([...keys.keys()]).toEqual(expect.arrayContaining(['address', 'os', 'provider', 'slice', 'bridge']));
    expect(keys.get('slice')).toMatch(/range/);
    expect([...keys.keys()].filter((key) => key.startsWith('$'))).toEqual([]);
  });
  test('which values are legal, over all alternatives', () => {
    expect(valuesOf(schemasAt(schema, ['network', 'tunnel']))).toEqual(['gre', 'vxlan', 'geneve', 'none']);
    expect(valuesOf(schemasAt(schema, ['network', 'tunnel', 'kind']))).toEqual(['gre', 'vxlan', 'geneve', 'none']);
    expect(valuesOf(schemasAt(schema, ['network', 'masquerade']))).toEqual(['true', 'false']);
    expect(describeSchemas(schemasAt(schema, ['network', 'tunnel']))).not.toBe('');
  });
  test('nothing of a place that does not exist', () => {
    expect(schemasAt(schema, ['hosts', 'a', 'nothing', '-', 'toString'])).toEqual([]);
  });
});
