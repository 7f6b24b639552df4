import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../src/host/shell.ts';
import { execute } from '../support/execute.ts';

test('a shell makes of each quoted text one word, the text itself', async () => {
  const texts = fc.sample(
    fc
      .string({
        unit: fc.oneof(
          fc.constantFrom("'", '"', '$', '`', '\\', ' ', '\n', ';', '*', '~', '!', '#'),
          fc.string({ minLength: 1, maxLength: 1 }),
        ),
      })
      .filter((text) => !text.includes('\0')),
    { numRuns: 400, seed: 2026 },
  );
  const { stdout } = await execute('dash', ['-c', `printf '%s\\0' ${texts.map(shellWord).join(' ')}`]);
  expect(stdout.split('\0').slice(0, -1)).toEqual(texts);
});

test('a text that needs no quotes has none', () => {
  expect(shellWord('https://packages.example.com/a_1.0-1+b1~2.deb'.replace('~2', ''))).not.toContain("'");
  expect(shellWord('')).toBe("''");
  expect(shellWord('~root')).toBe("'~root'");
});
