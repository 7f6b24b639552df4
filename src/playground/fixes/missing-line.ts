import type { FixKind } from './fix.ts';

const ASKED =
  /(?:for all hosts|For example|Example|Begin the manifest with): ?'?((meshinit|defaults|hosts): [^']*?)'?\.?$/;
const BEGIN = /^Begin the manifest with '(meshinit: 1)'/;

/** "For example: defaults: { os: debian-12 }." of a key that the manifest lacks: before the hosts. */
export const missingLine: FixKind = ({ text, diagnostic: { hint } }) => {
  const line = BEGIN.exec(hint)?.[1] ?? ASKED.exec(hint)?.[1];
  if (line === undefined) return [];
  const key = line.slice(0, line.indexOf(':'));
  if (new RegExp(`^${key}:`, 'm').test(text)) return [];
  const hosts = key === 'meshinit' ? -1 : text.search(/^hosts:/m);
  const at = key === 'meshinit' ? text.search(/^(?!#)/m) : hosts === -1 ? text.length : hosts;
  const before = at > 0 && text[at - 1] !== '\n' ? '\n' : '';
  return [{ label: `Add ${line}`, edit: { from: at, to: at, insert: `${before}${line}\n` } }];
};
