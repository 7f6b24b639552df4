/** A word of a command as it is written. */
export interface Word {
  /** Without quotes, brackets and commas around it; escapes stay. */
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** A command with what joins it to the one before. */
export interface Command {
  /** `|`, `;`, a line's end and so on; '' of the first. */
  readonly joint: string;
  readonly words: readonly Word[];
}

const TOKEN =
  /\\\n|[^\S\n]+|\n|\|\||&&|<<<|[|;&()]|(?:[^\s|;&()'"\\]|\\[^\n]|'[^']{0,65536}'?|"[^"\\]{0,65536}(?:\\[\s\S][^"\\]{0,65536}){0,4096}"?){1,4096}|\\/gy;

/** A text's commands, roughly as a shell reads them; of what is no shell's, words and lines all the same. */
export function commandsOf(text: string): Command[] {
  const commands: { joint: string; words: Word[] }[] = [];
  let current: { joint: string; words: Word[] } = { joint: '', words: [] };
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '\\\n' || (token !== '\n' && token.trim() === '')) continue;
    if (/^(?:\n|\|\||&&|[|;&()])$/.test(token)) {
      commands.push(current);
      current = { joint: token, words: [] };
    } else current.words.push(wordOf(token, index));
  }
  commands.push(current);
  return commands;
}

const isAround = (letter: string | undefined): boolean => letter !== undefined && '[]\'",'.includes(letter);

function wordOf(token: string, index: number): Word {
  let from = 0;
  let to = token.length;
  while (from < to && isAround(token[from])) from += 1;
  while (to > from && isAround(token[to - 1])) to -= 1;
  return { text: token.slice(from, to), from: index + from, to: index + to };
}
