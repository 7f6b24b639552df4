import { createColors } from 'picocolors';
import { counted } from '../counted.ts';
import { maskManifest } from '../secrets/mask-manifest.ts';
import { maskValues } from '../secrets/mask-values.ts';
import { type Diagnostic, hasErrors, type Related, type Severity } from './diagnostic.ts';
import { type Format, fileOf, relatedFileOf, type SourceFile, type SourceFiles } from './format.ts';
import { printable } from './format-glyphs.ts';
import { drawPicture, type Ink } from './format-picture.ts';

const maxDiagnostics = 100;
/** Two hundred hosts with one address need no picture of two hundred lines. */
const maxRelated = 8;

type Colors = ReturnType<typeof createColors>;

/** For people: the message, the source line with what is wrong underlined, and what to do. */
export const pretty = {
  id: 'pretty',
  stream: 'stderr',
  format(diagnostics, options) {
    if (diagnostics.length === 0) return '';
    const colors = createColors(options.color);
    const shown = mostUrgent(diagnostics);
    const shownFiles = new ShownFiles(options);
    const blocks = shown.map((diagnostic) => blockOf(diagnostic, shownFiles, colors));
    const rest = diagnostics.filter((diagnostic) => !shown.includes(diagnostic));
    const more = rest.length === 0 ? [] : [`... and ${rest.length} more: ${count(rest)}`];
    const ink = hasErrors(diagnostics) ? colors.red : colors.yellow;
    return `${[...blocks, ...more, colors.bold(ink(count(diagnostics)))].join('\n\n')}\n`;
  },
} as const satisfies Format;

/** Letters of the largest file of which lines are shown: to look through more for secrets takes seconds. */
const MOST_SHOWN = 2 ** 24;

function linesOfFile({ text, isSecret = false }: SourceFile): string[] {
  if (text === '' || text.length > MOST_SHOWN) return [];
  const masked = isSecret ? maskValues(text) : maskManifest(text);
  return masked.split('\n').map((line) => line.replace(/\r$/, ''));
}

/** A file as it is shown. */
interface ShownFile {
  readonly name: string;
  readonly lines: readonly string[];
}

/** Each file is masked once, however many diagnostics point into it. */
class ShownFiles {
  private readonly files: SourceFiles;
  private readonly known = new Map<SourceFile, ShownFile>();

  constructor(files: SourceFiles) {
    this.files = files;
  }

  of(diagnostic: Diagnostic): ShownFile {
    return this.shown(fileOf(diagnostic, this.files));
  }

  ofRelated(diagnostic: Diagnostic, related: Related): ShownFile {
    return this.shown(relatedFileOf(diagnostic, related, this.files));
  }

  private shown(file: SourceFile): ShownFile {
    const shown = this.known.get(file) ?? { name: printable(file.file), lines: linesOfFile(file) };
    this.known.set(file, shown);
    return shown;
  }
}

/** As many as can be read, in their order: a warning never takes an error's place. */
function mostUrgent(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= maxDiagnostics) return diagnostics;
  const ranked = diagnostics.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const kept = new Set(ranked.slice(0, maxDiagnostics));
  return diagnostics.filter((diagnostic) => kept.has(diagnostic));
}

function blockOf(diagnostic: Diagnostic, files: ShownFiles, colors: Colors): string {
  const { code, severity, message, line, column, hint } = diagnostic;
  const { name, lines } = files.of(diagnostic);
  const primary = bySeverity(severity, colors);
  const visible = diagnostic.line <= lines.length;
  const nearby = diagnostic.related.slice(0, maxRelated);
  const isDrawn = (other: Related): boolean => visible && other.file === diagnostic.file && other.line <= lines.length;
  const drawn = nearby.filter(isDrawn);
  const last = Math.max(line, ...drawn.map((other) => other.line));
  const margin = (visible ? `${last}`.length : 1) + 2;
  const inks = { gutter: colors.blue, primary, related: colors.cyan };
  const unseen = diagnostic.related.length - nearby.length;
  const [first = '', ...others] = linesOf(message);
  return [
    `${colors.bold(`${name}:${line}:${column}:`)} ${primary(`${severity} ${code}`)}${colors.bold(`: ${first}`)}`,
    ...others.map((other) => (' '.repeat(margin + 1) + other).trimEnd()),
    ...(visible ? drawPicture({ ...diagnostic, related: drawn }, lines, margin, inks) : []),
    ...nearby
      .filter((other) => !isDrawn(other))
      .flatMap((other) => elsewhere(diagnostic, other, files, margin, colors)),
    ...(unseen > 0 ? remark('note', `and ${counted(unseen, 'more place')}`, margin, colors.cyan) : []),
    ...(hint === '' ? [] : remark('hint', hint, margin, colors.green)),
  ].join('\n');
}

/** A place in another file, or one that cannot be drawn beside the first: its note, and its own picture where there is one. */
function elsewhere(
  diagnostic: Diagnostic,
  place: Related,
  files: ShownFiles,
  margin: number,
  colors: Colors,
): string[] {
  const { name, lines } = files.ofRelated(diagnostic, place);
  const note = remark('note', `${name}:${place.line}:${place.column}: ${place.message}`, margin, colors.cyan);
  if (place.file === diagnostic.file || place.line > lines.length) return note;
  const inks = { gutter: colors.blue, primary: colors.cyan, related: colors.cyan };
  return [...note, ...drawPicture({ ...place, related: [] }, lines, margin, inks)];
}

const bySeverity = (severity: Severity, { bold, red, yellow }: Colors): Ink => {
  const ink = severity === 'error' ? red : yellow;
  return (text) => bold(ink(text));
};

/** Below the gutter's bar, further lines below the first. */
function remark(kind: 'note' | 'hint', text: string, margin: number, ink: Ink): string[] {
  const indent = ' '.repeat(margin + 1);
  const [first = '', ...others] = linesOf(text);
  return [
    `${indent}${ink(`${kind}:`)} ${first}`.trimEnd(),
    ...others.map((other) => `${indent}${' '.repeat(kind.length + 2)}${other}`.trimEnd()),
  ];
}

const linesOf = (text: string): string[] =>
  text
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => printable(line).trimEnd());

function count(diagnostics: readonly Diagnostic[]): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error').length;
  const warnings = diagnostics.length - errors;
  return `${counted(errors, 'error')}, ${counted(warnings, 'warning')}`;
}
