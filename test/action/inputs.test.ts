import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inputList } from '../../src/action/input-list.ts';
import { readInputs } from '../../src/action/inputs.ts';
import { outputList } from '../../src/action/output-list.ts';

const action = parse(readFileSync('action.yml', 'utf8'));
const page = readFileSync('docs/action.md', 'utf8');

/** The rows of the table below a heading: the cells, the code marks left off. */
function rowsOf(heading: string): string[][] {
  const section = page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.slice(2, -2).split(' | '));
}

test('action.yml has the inputs of the code, in the same order and with the same defaults and words', () => {
  const given = Object.entries<{ default: string; description: string }>(action.inputs);
  expect(given.map(([name, input]) => ({ name, default: input.default, does: input.description }))).toEqual(inputList);
});

test('action.yml has the outputs of the code', () => {
  const given = Object.entries<{ description: string }>(action.outputs);
  expect(given.map(([name, { description }]) => ({ name, does: description }))).toEqual(outputList);
});

test('the page has the inputs and outputs of the code', () => {
  expect(rowsOf('Inputs')).toEqual(
    inputList.map((input) => [`\`${input.name}\``, input.default === '' ? '' : `\`${input.default}\``, input.does]),
  );
  expect(rowsOf('Outputs')).toEqual(outputList.map(({ name, does }) => [`\`${name}\``, does]));
});

test('action.yml runs the bundle under Node 24', () => {
  expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.js' });
});

describe('a boolean input', () => {
  const booleans = ['frozen', 'strict', 'draft', 'prune', 'allow-secrets', 'comment'] as const;
  const read = (name: string, value: string) => readInputs({ [`INPUT_${name.toUpperCase()}`]: value });

  test.each([...booleans, 'attach', 'summary'] as const)('%s takes every spelling of YAML 1.2', (name) => {
    for (const [word, value] of Object.entries({
      true: true,
      True: true,
      TRUE: true,
      false: false,
      False: false,
      FALSE: false,
    })) {
      expect(read(name, word)[name]).toBe(value);
      expect(read(name, ` ${word}\n`)[name]).toBe(value);
    }
  });

  test.each(booleans)('%s takes nothing else, and the error names it', (name) => {
    for (const word of ['yes', 'no', 'on', 'off', '1', '0', 'y', 'tRUE', 'truE', 'null', '~', 'auto', 'notes']) {
      expect(() => read(name, word)).toThrow(
        `input '${name}': '${word}' is not one of true, True, TRUE, false, False, FALSE`,
      );
    }
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (word) => {
        if (word.trim() === '' || /^\s*(true|True|TRUE|false|False|FALSE)\s*$/.test(word)) return;
        expect(() => read(name, word)).toThrow(`input '${name}'`);
      }),
    );
  });

  test('that is empty has its default', () => {
    expect(read('frozen', '')).toMatchObject({ frozen: true, strict: false, attach: 'auto', summary: true });
  });

  test('has one word besides where it has a third meaning', () => {
    expect(read('attach', 'auto').attach).toBe('auto');
    expect(read('summary', 'notes').summary).toBe('notes');
    expect(() => read('attach', 'notes')).toThrow("input 'attach': 'notes' is not one of auto, true");
  });
});

test.each([
  ['provider', 'hetzer', "input 'provider': 'hetzer' is not one of generic, aws"],
  ['provider', 'hetzer', "Did you mean 'hetzner'?"],
  ['format', 'json', "input 'format': 'json' is not one of cloud-config, ignition, script"],
  ['repository', 'acme', "input 'repository': 'acme' is not of the form OWNER/NAME"],
  ['repository', 'acme/in fra', "input 'repository'"],
  ['tag', 'v1 2', "input 'tag'"],
  ['tag', '../../x', "input 'tag'"],
])('input %s does not take %s', (name, value, message) => {
  expect(() => readInputs({ [`INPUT_${name.toUpperCase()}`]: value })).toThrow(message);
});

test('inputs are read as the runner names them, hyphens kept', () => {
  expect(readInputs({ 'INPUT_ALLOW-SECRETS': 'true' })['allow-secrets']).toBe(true);
  expect(readInputs({ INPUT_ALLOW_SECRETS: 'true' })['allow-secrets']).toBe(false);
});
