import { isRecord } from '../../manifest/wording.ts';
import { literalBlock, yamlScalar } from './yaml-scalar.ts';

/** PyYAML looks 1,024 characters ahead for the colon of a key: a longer one gets its question mark. */
const LONGEST_KEY = 1000;

/**
 * A map or a list that cloud-init's reader, PyYAML with YAML 1.1, and every reader of YAML 1.2 read back as this very
 * value. In block style with literal texts, lists not indented: what cloud-init's own examples look like.
 * @param value maps, lists, texts, finite numbers, booleans and nulls
 */
export function yamlText(value: object): string {
  return collection(value, '') ?? `${scalar(value)}\n`;
}

/** The lines of a map or a list, or undefined where it is empty, or none. */
function collection(value: unknown, indent: string): string | undefined {
  if (Array.isArray(value) && value.length > 0) {
    return value.map((item: unknown) => `${indent}- ${inList(item, indent)}`).join('');
  }
  const entries = isRecord(value) ? Object.entries(value) : [];
  if (entries.length === 0) return undefined;
  return entries.map(([key, item]) => `${indent}${keyed(key, indent)}${ofKey(item, indent)}`).join('');
}

/** Behind the dash, its first line without indentation. */
function inList(item: unknown, indent: string): string {
  const inner = `${indent}  `;
  return collection(item, inner)?.slice(inner.length) ?? leaf(item, inner);
}

function keyed(key: string, indent: string): string {
  const written = yamlScalar(key);
  return written.length > LONGEST_KEY ? `? ${written}\n${indent}:` : `${written}:`;
}

function ofKey(item: unknown, indent: string): string {
  const inner = `${indent}  `;
  const lines = collection(item, Array.isArray(item) ? indent : inner);
  return lines === undefined ? ` ${leaf(item, inner)}` : `\n${lines}`;
}

function leaf(value: unknown, indent: string): string {
  const block = typeof value === 'string' ? literalBlock(value) : undefined;
  if (!block) return `${scalar(value)}\n`;
  // One column further in than what holds it, which is all that YAML asks of a block: a file has hundreds of lines.
  return `${block.header}\n${indented(block.lines, indent.slice(1))}`;
}

/** Every line but empty ones. Long lists have none, and take a third of the time that a pattern does. */
function indented(lines: string, indent: string): string {
  if (/^\n|\n\n/.test(lines)) return lines.replace(/^(?=[^\n])/gm, indent);
  return `${indent}${lines.slice(0, -1).replaceAll('\n', `\n${indent}`)}\n`;
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return yamlScalar(value);
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (Array.isArray(value)) return '[]';
  if (isRecord(value)) return '{}';
  throw new Error(`YAML has no ${typeof value}`);
}

/** A number with an exponent needs its point and its sign: without them YAML 1.1 takes it for a text. */
function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error('a document holds finite numbers alone');
  const [digits = '', exponent] = String(value).split('e');
  if (exponent === undefined) return digits;
  return `${digits.includes('.') ? digits : `${digits}.0`}e${exponent}`;
}
