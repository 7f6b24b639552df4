import { readFileSync } from 'node:fs';

/** What the texts of programs that run on a host are in. */
export const isHostProgram = (path) => /\.(sh|py)$/.test(path);

/**
 * A program in Python as it lands on a host, where each byte counts: its comments, all but the first, are for those who read
 * the sources.
 */
const pythonText = (source) =>
  source
    .replace(/(?<!^#!.*\n)^ *(#(?!!).*|""".*""")?\n/gm, '')
    .replace(/^ +/gm, (indent) => ' '.repeat(indent.length / 4));

/** The text of a program as it is put on hosts. */
export const hostProgramText = (path, source) => (path.endsWith('.py') ? pythonText(source) : shellText(source));

/** A program as it lands on a host: directives for shellcheck are for those who read the sources. */
export const shellText = (source) => source.replace(/^[ \t]*# shellcheck .*\n/gm, '');

/** Scripts as texts, for esbuild. */
export const shellAsText = {
  name: 'shell-as-text',
  setup: ({ onLoad }) =>
    onLoad({ filter: /\.(sh|py)$/ }, ({ path }) => ({
      contents: hostProgramText(path, readFileSync(path, 'utf8')),
      loader: 'text',
    })),
};
