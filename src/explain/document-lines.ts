import type { FormatId } from '../document/formats/ids.ts';

/** Where a line of a document comes from: a file's line, counted from 1, or the file's entry where that is 0. */
export interface FileLine {
  /** Undefined for the programs' bundle. */
  readonly path: string | undefined;
  readonly line: number;
}

/**
 * The host's file that a line of its document belongs to; undefined for what is the format's own.
 * @param lines of a document that the compiler wrote
 */
type FileLineOf = (lines: readonly string[], line: number) => FileLine | undefined;

/** The same for a cloud-config with every file readable. */
export const fileLineOf: FileLineOf = (lines, line) => {
  for (let index = line - 1; index >= 0; index -= 1) {
    const current = lines[index] ?? '';
    const path = /^- path: "?([^"]+)"?$/.exec(current)?.[1];
    if (path !== undefined) {
      const content = lines.findIndex((candidate, at) => at > index && /^ {2}content:/.test(candidate));
      return { path, line: content === -1 ? 0 : Math.max(0, line - 1 - content) };
    }
    // A key of cloud-config itself: the line is not below write_files.
    if (/^[a-z_]+:/.test(current)) return undefined;
  }
  return undefined;
};

/** A file is one line of an Ignition configuration that is laid out for people; its path or name stands before it. */
const ignitionFileOf: FileLineOf = (lines, line) => {
  let below = '';
  let depth = Infinity;
  for (let index = line - 1; index >= 0; index -= 1) {
    const [, indent = '', key, name = ''] = /^( +)"(path|name)": "([^"]+)"/.exec(lines[index] ?? '') ?? [];
    if (key === undefined || indent.length >= depth) continue;
    if (key === 'path') return { path: name, line: 0 };
    if (!name.endsWith('.conf')) return { path: `/etc/systemd/system/${name}${below}`, line: 0 };
    // A drop-in stands inside its unit, whose name is further left.
    below = `.d/${name}`;
    depth = indent.length;
  }
  return undefined;
};

/** A script has a file, or the bundle, between the call that writes it and the word that ends its text. */
const scriptFileOf: FileLineOf = (lines, line) => {
  for (let index = line - 1; index >= 0; index -= 1) {
    const call = /^(?:put(?:_packed)? '?([^' ]+)'? 0[0-7]+|run_packed) <<'(EOF_*)'$/.exec(lines[index] ?? '');
    if (!call) continue;
    const [, path, end] = call;
    const last = lines.indexOf(end ?? '', index);
    return last !== -1 && last < line - 1 ? undefined : { path, line: line - 1 - index };
  }
  return undefined;
};

/** How each format holds files. */
export const fileLines: Readonly<Record<FormatId, FileLineOf>> = {
  'cloud-config': fileLineOf,
  ignition: ignitionFileOf,
  script: scriptFileOf,
};
