import { expect, test } from 'vitest';
import { commandWords } from '../../src/manifest/command-words.ts';

test.each([
  ['sh -c \'echo "a b"; exec nginx\'', ['sh', '-c', 'echo "a b"; exec nginx']],
  ['nginx  -g "daemon off;"', ['nginx', '-g', 'daemon off;']],
  ['a\\ b "c\\"d" e\'f\'"g"', ['a b', 'c"d', 'efg']],
  ['echo $HOME "$(id)" `id`', ['echo', '$HOME', '$(id)', '`id`']],
  ["''", ['']],
  ['  ', []],
])('%s', (text, words) => {
  expect(commandWords(text)).toEqual(words);
});

test.each(["it's", 'say "hello', 'ends \\'])('%s has no end', (text) => {
  expect(commandWords(text)).toBeUndefined();
});

test('a list is itself', () => {
  expect(commandWords(["it's", ''])).toEqual(["it's", '']);
});
