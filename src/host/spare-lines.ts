/** The word that ends a here-document, and whether tabs may stand before it. */
interface End {
  readonly word: string;
  readonly isIndented: boolean;
}

/** What begins a here-document: not `<<<`, of other shells. */
const HERE = /(?<!<)<<(-?)[ \t]*((?:'[^'\n]*'|"[^"\n]*"|\\.|[^\s;&|<>()'"\\])+)/y;

/** Where a plain text ends. */
const SPECIAL = /['"\\$#<()}\n]/g;

/** Before a word: where a # begins a comment. */
const BEFORE_WORD = /^[\s;&|()]?$/;

/** Reads a shell's text only as far as it takes to tell comments and empty lines from what looks like them. */
class Reader {
  /** Where each line begins that does nothing. */
  readonly spare: number[] = [];
  readonly #text: string;
  readonly #ends: End[] = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /**
   * Commands, up to the bracket that closes them if one does.
   * @returns whether they end where they should
   */
  commands(isInBrackets = false): boolean {
    let open = 0;
    while (!this.isAtEnd) {
      const sign = this.#text[this.#at];
      if (sign === "'") {
        if (!this.#past("'", 1)) return false;
      } else if (sign === '#' && BEFORE_WORD.test(this.#text[this.#at - 1] ?? '')) this.#comment();
      else if (sign === '<' && this.#hereDocument()) continue;
      else if (sign === '\n') this.#lineEnd();
      else if (sign === ')' && isInBrackets && open === 0) return this.#step();
      else {
        if (sign === '(') open += 1;
        if (sign === ')') open -= 1;
        if (!this.#nested()) return false;
      }
    }
    return !isInBrackets && this.#ends.length === 0;
  }

  /** A string or an expansion, up to the sign that closes it. */
  #quoted(closing: '"' | '}'): boolean {
    while (!this.isAtEnd) {
      if (this.#text[this.#at] === closing) return this.#step();
      if (!this.#nested()) return false;
    }
    return false;
  }

  /** What stands in commands, strings and expansions alike. */
  #nested(): boolean {
    const is = (start: string): boolean => this.#text.startsWith(start, this.#at);
    if (is('\\')) return this.#step(2);
    if (is('"')) return this.#step() && this.#quoted('"');
    if (is('${')) return this.#step(2) && this.#quoted('}');
    if (is('$((')) return this.#past('))', 3);
    if (is('$(')) return this.#step(2) && this.commands(true);
    SPECIAL.lastIndex = this.#at + 1;
    this.#at = SPECIAL.exec(this.#text)?.index ?? this.#text.length;
    return true;
  }

  #step(signs = 1): true {
    this.#at += signs;
    return true;
  }

  /** @returns whether there is such a text */
  #past(text: string, signs: number): boolean {
    const found = this.#text.indexOf(text, this.#at + signs);
    this.#at = found === -1 ? this.#text.length : found + text.length;
    return found !== -1;
  }

  #comment(): void {
    const from = this.#text.lastIndexOf('\n', this.#at - 1) + 1;
    const isAlone = this.#text.slice(from, this.#at).trim() === '';
    // After a backslash the line goes on with what comes before it.
    if (isAlone && !this.#text.slice(0, from).endsWith('\\\n')) this.spare.push(from);
    const end = this.#text.indexOf('\n', this.#at);
    this.#at = end === -1 ? this.#text.length : end;
  }

  #hereDocument(): boolean {
    HERE.lastIndex = this.#at;
    const [all, indent, word] = HERE.exec(this.#text) ?? [];
    if (all === undefined || word === undefined) return false;
    this.#ends.push({ word: word.replace(/['"\\]/g, ''), isIndented: indent === '-' });
    return this.#step(all.length);
  }

  /** A line's end, and the here-documents that follow it. */
  #lineEnd(): void {
    this.#step();
    for (let end = this.#ends[0]; end && !this.isAtEnd; end = this.#ends[0]) {
      const from = this.#at;
      this.#past('\n', 0);
      const line = this.#text.slice(from, this.#at).replace(/\n$/, '');
      if ((end.isIndented ? line.replace(/^\t+/, '') : line) === end.word) this.#ends.shift();
    }
    if (this.#text[this.#at] === '\n') this.spare.push(this.#at);
  }
}

/**
 * Where the lines of a POSIX shell's text begin that are empty or a comment alone. The first line of a program is none of
 * them. No line counts where a string or a here-document has no end: such a text was not understood.
 */
export function spareLines(text: string): readonly number[] {
  const reader = new Reader(text);
  const isUnderstood = reader.commands();
  return isUnderstood ? reader.spare.filter((from) => from > 0 || !text.startsWith('#!')) : [];
}
