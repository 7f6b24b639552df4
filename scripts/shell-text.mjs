import { readFileSync } from 'node:fs';

/** A shell script as it lands on a host: directives for shellcheck are for those who read the sources. */
export const shellText = (source) => source.replace(/^[ \t]*# shellcheck .*\n/gm, '');

/** Scripts as texts, for esbuild. */
export const shellAsText = {
  name: 'shell-as-text',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.sh$/ }, ({ path }) => ({ contents: shellText(readFileSync(path, 'utf8')), loader: 'text' })),
};
