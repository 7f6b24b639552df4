import { expect, test } from 'vitest';
import { parseListen } from '../../src/check/listen.ts';

test('an address and a port are taken apart', () => {
  expect(parseListen('0.0.0.0:2375')).toMatchObject({ host: { family: 4, text: '0.0.0.0' }, port: 2375 });
  expect(parseListen('[fd00:0::1]:65535')).toMatchObject({ host: { family: 6, text: 'fd00::1' }, port: 65_535 });
});

test.each([
  '',
  ':',
  '[]:1',
  '[::1]',
  '::1',
  '0.0.0.0:',
  '0.0.0.0:0',
  '0.0.0.0:01',
  '0.0.0.0:65536',
  '0.0.0.0:1 ',
  'a:1',
])("'%s' is no place to listen", (text) => {
  expect(parseListen(text)).toHaveProperty('fault');
});
