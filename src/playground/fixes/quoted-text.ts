import { type FixKind, replacing } from './fix.ts';

/** "Put it in quotes." */
export const quotedText: FixKind = (fault) => {
  if (!/[Pp]ut (?:it|the whole value) in quotes/.test(fault.diagnostic.hint)) return [];
  const { text, from } = fault;
  const [rest = ''] = /^[^\n#]*/.exec(text.slice(from)) ?? [];
  const parts = [text.slice(from, fault.to), rest.trimEnd(), (rest.split(/[},\]]/, 1)[0] ?? '').trimEnd()];
  return [...new Set(parts)]
    .filter((part) => part !== '')
    .map((part) =>
      replacing({ ...fault, to: from + part.length }, `'${part.replaceAll("'", "''")}'`, 'Put it in quotes'),
    );
};
