/** Pieces of Markdown that the pages share. Pure: text in, text out. */

export const code = (text) => `\`${text}\``;

export const codes = (texts) => texts.map(code).join(', ');

/** A table; `|` in a cell would end it. */
export function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return `${line(head)}|${head.map(() => '---').join('|')}|\n${rows.map(line).join('')}`;
}

/**
 * @param info the language, and a word more for the tests: `wrong` does not compile, `shortened` is not whole
 */
export const fence = (info, text) => `\`\`\`${info}\n${text.replace(/\n*$/, '\n')}\`\`\`\n`;

export const version = (numbers) => numbers.join('.');

export const thousands = (number) => number.toLocaleString('en');

/** What stands at the head of every page that is made here. */
export const generated = (source) =>
  `<!-- Made by \`npm run generate\` from ${source}. Edit that, not this page. -->\n`;

const MOST_LINES = 20;
const LONGEST_LINE = 160;

/** A manifest as a page shows it: of a very long one the beginning and the end. */
export function shorten(text) {
  const lines = text.replace(/\n$/, '').split('\n');
  const fits = lines.map((line) => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE - 40)} …` : line));
  const kept =
    fits.length > MOST_LINES ? [...fits.slice(0, 6), `  # … ${fits.length - 8} more lines`, ...fits.slice(-2)] : fits;
  const short = `${kept.join('\n')}\n`;
  return { text: short, isWhole: short === text };
}
