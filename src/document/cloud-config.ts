import { Document, isScalar, Scalar, visit } from 'yaml';
import type { HostConfig } from '../host/host-config.ts';
import type { PlannedFile } from '../host/part.ts';
import { base64, gzip, utf8 } from './encoding.ts';
import type { Passthrough } from './passthrough.ts';

/** A piece of a document, with its size in bytes. */
export interface Piece {
  readonly text: string;
  readonly bytes: number;
}

/** A piece that is one entry of write_files, and the value that its text spells. */
export interface Entry extends Piece {
  readonly value: Readonly<Record<string, string>>;
}

interface Rendered {
  readonly content: string;
  readonly readable: Entry;
  packed?: Entry;
}

/**
 * Renders files as entries of write_files. Hosts of one cluster differ little: a file that is the same as on the host
 * before is not rendered again.
 */
export class FileRenderer {
  private readonly last = new Map<string, Rendered>();

  /** The file as a literal block. */
  readable(file: PlannedFile): Entry {
    return this.of(file).readable;
  }

  /** The file as base64 of its gzip: still text that can be pasted. */
  packed(file: PlannedFile): Entry {
    const rendered = this.of(file);
    rendered.packed ??= entryOf(file, { encoding: 'gz+b64', content: base64(gzip(utf8(file.content))) });
    return rendered.packed;
  }

  private of(file: PlannedFile): Rendered {
    const known = this.last.get(file.path);
    if (known?.content === file.content) return known;
    const rendered = { content: file.content, readable: entryOf(file, { content: file.content }) };
    this.last.set(file.path, rendered);
    return rendered;
  }
}

function entryOf({ path, mode }: PlannedFile, content: Record<string, string>): Entry {
  const value = { path, permissions: `0${mode.toString(8)}`, ...content };
  return { ...piece(yaml([value])), value };
}

export const piece = (text: string): Piece => ({ text, bytes: utf8(text).length });

/** A document without its files. */
export interface Frame {
  readonly before: Piece;
  readonly after: Piece;
  /** What the document's text spells, with these files. */
  readonly valueWith: (entries: readonly Entry[]) => Readonly<Record<string, unknown>>;
}

/**
 * What surrounds the files: the header, the user's own keys, and the commands. Deterministic, and without a version or
 * a hash: tools replace a machine whose user-data changed, so it changes only with the host's own work.
 */
export function frame(config: HostConfig, passthrough: Passthrough): Frame {
  const { mesh, host, os } = config.plan;
  const { bootcmd, write_files, runcmd, ...rest } = passthrough.value;
  const boot = [...config.everyBoot, ...listOf(bootcmd)];
  const header = [
    '#cloud-config',
    `# Host ${host.name} (${os.title}) of cluster ${mesh.name}, made by meshinit. Edit the manifest, not this file;`,
    `# then make it again with: meshinit compile MANIFEST --host ${host.name}`,
    '',
  ].join('\n');
  const theirs = listOf(write_files);
  const before = { ...rest, ...(boot.length > 0 ? { bootcmd: boot } : {}) };
  const after = { runcmd: [...config.firstBoot, ...listOf(runcmd)] };
  return {
    before: piece(`${header}${section(before)}write_files:\n`),
    after: piece(`${theirs.length > 0 ? yaml(theirs) : ''}${section(after)}`),
    valueWith: (entries) => ({ ...before, write_files: [...entries.map(({ value }) => value), ...theirs], ...after }),
  };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const section = (value: Record<string, unknown>): string => (Object.keys(value).length === 0 ? '' : yaml(value));

/** Block style with literal texts, lists not indented: what cloud-init's own examples look like. */
function yaml(value: unknown): string {
  // In quotes what cloud-init's YAML 1.1 would take for more than a text: yes, 12:30, 2030-12-31.
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  // Quoted, since an unquoted 0755 is a decimal number to YAML 1.2 and octal to cloud-init's 1.1.
  visit(document, {
    Pair(_, pair) {
      if (isScalar(pair.key) && pair.key.value === 'permissions' && isScalar(pair.value)) {
        pair.value.type = Scalar.QUOTE_SINGLE;
      }
    },
    Scalar(_, scalar) {
      // A tag of its own to YAML 1.1, which Python's yaml refuses.
      if (scalar.value === '=') scalar.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return document.toString({ lineWidth: 0, blockQuote: 'literal', indentSeq: false });
}
