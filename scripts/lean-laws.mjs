import { readFileSync } from 'node:fs';
import { transformSync } from 'esbuild';

/** What pages and tests are made from: no compilation reads it. */
const PROPERTY = /^ +(?:explanation|wrong|right):/;

/** Whether these lines are whole properties: a text of several lines ends with a comma on many of them. */
function isWhole(lines) {
  if (!lines.at(-1).endsWith(',')) return false;
  try {
    transformSync(`({${lines.join('\n')}})`, { logLevel: 'silent' });
    return true;
  } catch {
    return false;
  }
}

/** A module without the explanations and examples of its laws. */
export function withoutExamples(source) {
  const kept = [];
  const lines = source.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    if (!PROPERTY.test(lines[index])) {
      kept.push(lines[index]);
      continue;
    }
    const from = index;
    while (!isWhole(lines.slice(from, index + 1))) {
      index += 1;
      if (index === lines.length) throw new Error(`a property without an end: ${lines[from].trim()}`);
    }
  }
  return kept.join('\n');
}

/** Laws as the playground needs them: it shows what is wrong and what to do, and has the page of errors for the rest. */
export const leanLaws = {
  name: 'lean-laws',
  setup({ onLoad }) {
    onLoad({ filter: /\/src\/(?:check\/rules\/|(?:\w+\/)*laws\.ts$).*/ }, ({ path }) => {
      const source = readFileSync(path, 'utf8');
      return { contents: withoutExamples(source), loader: 'ts' };
    });
  },
};
