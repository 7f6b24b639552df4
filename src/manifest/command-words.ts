const WORD = /\s*((?:[^\s'"\\]|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*")+)/y;
const PIECE = /\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^'"\\]+)/g;

/**
 * A command's words, of a text as a shell splits it: quotes and backslashes, and nothing is expanded. Undefined where a
 * quote has no end.
 */
export function commandWords(command: string | readonly string[]): readonly string[] | undefined {
  if (typeof command !== 'string') return command;
  const words: string[] = [];
  WORD.lastIndex = 0;
  let end = 0;
  for (let found = WORD.exec(command); found; found = WORD.exec(command)) {
    words.push(plain(found[1] ?? ''));
    end = WORD.lastIndex;
  }
  return command.slice(end).trim() === '' ? words : undefined;
}

const plain = (word: string): string =>
  word.replace(
    PIECE,
    (_, escaped?: string, single?: string, double?: string, bare?: string) =>
      escaped ??
      single ??
      double?.replace(/\\(["\\$`\n])/g, (_sign, sign: string) => (sign === '\n' ? '' : sign)) ??
      bare ??
      '',
  );
