import { createColors } from 'picocolors';
import { counted } from '../counted.ts';
import { maskManifest } from '../secrets/mask-manifest.ts';
import { type Diagnostic, hasErrors, type Severity } from './diagnostic.ts';
import { type Format, fileOf, type SourceFile } from './format.ts';
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
    const lines = new Map<SourceFile, readonly string[]>();
    const blocks = shown.map((diagnostic) => {
      const source = fileOf(diagnostic, options);
      const known = lines.get(source) ?? linesOfFile(source);
      lines.set(source, known);
      return blockOf(diagnostic, printable(source.file), known, colors);
    });
    const rest = diagnostics.filter((diagnostic) => !shown.includes(diagnostic));
    const more = rest.length === 0 ? [] : [`... and ${rest.length} more: ${count(rest)}`];
    const ink = hasErrors(diagnostics) ? colors.red : colors.yellow;
    return `${[...blocks, ...more, colors.bold(ink(count(diagnostics)))].join('\n\n')}\n`;
  },
} as const satisfies Format;

/** Letters of the largest file of which lines are shown: to look through more for secrets takes seconds. */
const MOST_SHOWN = 2 ** 24;

const linesOfFile = ({ text }: SourceFile): string[] =>
  text === '' || text.length > MOST_SHOWN
    ? []
    : maskManifest(text)
        .split('\n')
        .map((line) => line.replace(/\r$/, ''));

/** As many as can be read, in their order: a warning never takes an error's place. */
function mostUrgent(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= maxDiagnostics) return diagnostics;
  const ranked = diagnostics.toSorted((a, b) => Number(b.severity === 'error') - Number(a.severity === 'error'));
  const kept = new Set(ranked.slice(0, maxDiagnostics));
  return diagnostics.filter((diagnostic) => kept.has(diagnostic));
}

function blockOf(diagnostic: Diagnostic, file: string, lines: readonly string[], colors: Colors): string {
  const { code, severity, message, line, column, hint } = diagnostic;
  const primary = bySeverity(severity, colors);
  const visible = diagnostic.line <= lines.length;
  const nearby = diagnostic.related.slice(0, maxRelated);
  const drawn = visible ? nearby.filter((other) => other.line <= lines.length) : [];
  const notes = nearby
    .filter((other) => !drawn.includes(other))
    .map((other) => `${file}:${other.line}:${other.column}: ${other.message}`);
  const unseen = diagnostic.related.length - nearby.length;
  if (unseen > 0) notes.push(`and ${counted(unseen, 'more place')}`);
  const last = Math.max(line, ...drawn.map((other) => other.line));
  const margin = (visible ? `${last}`.length : 1) + 2;
  const inks = { gutter: colors.blue, primary, related: colors.cyan };
  const [first = '', ...others] = linesOf(message);
  return [
    `${colors.bold(`${file}:${line}:${column}:`)} ${primary(`${severity} ${code}`)}${colors.bold(`: ${first}`)}`,
    ...others.map((other) => (' '.repeat(margin + 1) + other).trimEnd()),
    ...(visible ? drawPicture({ ...diagnostic, related: drawn }, lines, margin, inks) : []),
    ...notes.flatMap((note) => remark('note', note, margin, colors.cyan)),
    ...(hint === '' ? [] : remark('hint', hint, margin, colors.green)),
  ].join('\n');
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
