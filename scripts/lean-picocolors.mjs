import { readFileSync } from 'node:fs';

/** Whether there is colour by default: to find out it opens standard output, which loads a fifth of Node.js. */
const DEFAULT = /let isColorSupported =[\s\S]*?\n\n/;

/** picocolors as it is used here: each caller says whether it wants colour. */
export const leanPicocolors = {
  name: 'lean-picocolors',
  setup: ({ onLoad }) =>
    onLoad({ filter: /picocolors[/\\]picocolors\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!DEFAULT.test(text))
        throw new Error(`${path} has no default: look whether it still needs ${import.meta.url}`);
      return { contents: text.replace(DEFAULT, 'let isColorSupported = false\n\n'), loader: 'js' };
    }),
};
