// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what Compose would fill in.
import { describe, expect, test } from 'vitest';
import { readEnv } from '../../src/manifest/env-text.ts';

/** `NAME=VALUE` of each entry, or what is wrong with it. */
const said = (text: string, isRaw = false): string[] =>
  readEnv(text, isRaw).map((entry) => ('name' in entry ? `${entry.name}=${entry.value}` : entry.fault));

describe('an env file', () => {
  test('has comments, quotes and escapes as the specification of Compose shows them', () => {
    const text = [
      '# Set Rails/Rack environment',
      'RACK_ENV=development',
      '',
      'A=VAL # comment',
      'B=VAL# not a comment',
      'C="VAL # not a comment"',
      'D="VAL" # comment',
      "E='$OTHER'",
      "F='${OTHER}'",
      "G='Let\\'s go!'",
      'H="{\\"hello\\": \\"json\\"}"',
      'I="some\\tvalue"',
      "J='some\\tvalue'",
      'K=some\\tvalue',
      'L=',
      'export M=1',
      'N = spaced ',
      '',
    ].join('\n');
    expect(said(text)).toEqual([
      'RACK_ENV=development',
      'A=VAL',
      'B=VAL# not a comment',
      'C=VAL # not a comment',
      'D=VAL',
      'E=$OTHER',
      'F=${OTHER}',
      "G=Let's go!",
      'H={"hello": "json"}',
      'I=some\tvalue',
      'J=some\\tvalue',
      'K=some\\tvalue',
      'L=',
      'M=1',
      'N=spaced',
    ]);
  });

  test('may have a value over several lines in quotes, lines of Windows and a mark of their order', () => {
    expect(said('\uFEFFKEY="-----BEGIN\nEND-----"\r\nNEXT=1\r\nLAST=2')).toEqual([
      'KEY=-----BEGIN\nEND-----',
      'NEXT=1',
      'LAST=2',
    ]);
  });

  test('takes everything behind the = as it is where its format is raw', () => {
    expect(said('A="x" # $Y\nB = z\n', true)).toEqual(['A="x" # $Y', 'B= z']);
  });

  test('says what is wrong with a line, and never what is in it', () => {
    const text =
      'hunter2\nPASSWORD\nQUOTE="hunter2\nFILLED=$hunter2\nBOTH="a${hunter2}"\nTAIL="x" hunter2\n2ND=hunter2\n';
    const faults = said(text);
    expect(faults).toEqual([
      'has no =',
      'has no =',
      'gives QUOTE a value whose quote does not end its line',
      'gives FILLED a value with $, which Compose would fill in',
      'gives BOTH a value with $, which Compose would fill in',
      'gives TAIL a value whose quote does not end its line',
      'is no NAME=VALUE',
    ]);
    expect(JSON.stringify(readEnv(text))).not.toContain('hunter2');
  });

  test('of many lines is read in time that grows with them alone', () => {
    expect(readEnv('A=1\n'.repeat(20_000))).toHaveLength(20_000);
  });
});
