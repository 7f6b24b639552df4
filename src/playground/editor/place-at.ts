/** Where a cursor is in a manifest, by its keys: what is being written there need not be YAML yet. */
export interface CursorPlace {
  /** Keys and `-` for an entry of a list, from the root to the map, or to the value, that the cursor is in. */
  readonly path: readonly string[];
  /** Whether a key is being written, else a value. */
  readonly isKey: boolean;
  /** What of it stands before the cursor, and where it begins. */
  readonly word: string;
  readonly from: number;
  /** Keys of the same map that come before. */
  readonly siblings: ReadonlySet<string>;
}

interface Level {
  readonly indent: number;
  readonly key: string;
}

interface Flow {
  readonly isMap: boolean;
  key: string | undefined;
  readonly keys: Set<string>;
}

const ENTRY = /^((?:"[^"\n]*"|'[^'\n]*') *|[^\s"'#[\]{},&*!|>%@`-][^\n#:]*):(?= |$)/;

/** The structure of a manifest's text up to a place. */
class Outline {
  private levels: Level[] = [];
  private flows: Flow[] = [];
  private readonly keys = new Map<string, Set<string>>();

  /** A whole line. */
  pass(line: string): void {
    if (this.flows.length > 0) {
      this.flow(line);
      return;
    }
    const { indent, rest } = this.enter(line);
    const entry = ENTRY.exec(rest);
    if (entry) {
      this.open(indent, unquoted(entry[1]?.trimEnd() ?? ''));
      this.flow(rest.slice(entry[0].length));
    } else if (/^[{[]/.test(rest)) this.flow(rest);
  }

  /** The line of the cursor, up to it. */
  end(line: string, from: number): CursorPlace {
    if (this.flows.length > 0) return this.endInFlow(line, from);
    const { indent, rest } = this.enter(line);
    const start = from + line.length - rest.length;
    const entry = ENTRY.exec(rest);
    if (!entry) {
      if (/^[{[]/.test(rest)) return this.endInFlow(rest, start);
      // On a line of its own a deeper level is another's.
      this.leave(indent);
      return this.place(true, rest, start);
    }
    this.open(indent, unquoted(entry[1]?.trimEnd() ?? ''));
    const value = rest.slice(entry[0].length);
    return this.endInFlow(value, start + entry[0].length);
  }

  /** What the dashes of a line open. */
  private enter(line: string): { indent: number; rest: string } {
    let indent = line.length - line.trimStart().length;
    let rest = line.slice(indent);
    if (rest === '' || rest.startsWith('#')) return { indent, rest: line.trimStart() };
    while (/^-(?: |$)/.test(rest)) {
      this.leave(indent, true);
      this.levels.push({ indent, key: '-' });
      const next = rest.slice(1).trimStart();
      indent += rest.length - next.length;
      rest = next;
    }
    return { indent, rest };
  }

  /** Leaves what is as deep as a line, or deeper. A list may stand in the column of its key. */
  private leave(indent: number, isDash = false): void {
    while (this.levels.length > 0) {
      const last = this.levels.at(-1);
      if (!last || last.indent < indent || (isDash && last.indent === indent && last.key !== '-')) return;
      this.levels.pop();
    }
  }

  private open(indent: number, key: string): void {
    this.leave(indent);
    this.siblings().add(key);
    this.levels.push({ indent, key });
  }

  private siblings(): Set<string> {
    const at = this.levels.map(({ key }) => key).join('\0');
    const known = this.keys.get(at) ?? new Set();
    this.keys.set(at, known);
    return known;
  }

  private endInFlow(text: string, from: number): CursorPlace {
    const left = this.flow(text);
    const word = left.trimStart();
    const start = from + text.length - word.length;
    const flow = this.flows.at(-1);
    return this.place(flow?.isMap === true && flow.key === undefined, word, start);
  }

  /** Text within brackets, or before the first: gives back what was begun last. */
  private flow(text: string): string {
    let begun = 0;
    for (let at = 0; at < text.length; at += 1) {
      const char = text[at] ?? '';
      const isBreak = /[\s,{[\]}:]/.test(text[at - 1] ?? ' ');
      if (char === '#' && /\s/.test(text[at - 1] ?? ' ')) return '';
      if ((char === '"' || char === "'") && isBreak) {
        const close = text.indexOf(char, at + 1);
        if (close === -1) return text.slice(at);
        at = close;
      } else if (this.bracket(char) || (char === ':' && this.colon(text.slice(begun, at), text[at + 1]))) {
        begun = at + 1;
      } else if (char === ',' && this.flows.length > 0) {
        const flow = this.flows.at(-1);
        if (flow) flow.key = flow.isMap ? undefined : '-';
        begun = at + 1;
      }
    }
    return text.slice(begun);
  }

  private bracket(char: string): boolean {
    if (char === '{' || char === '[') {
      this.flows.push({ isMap: char === '{', key: char === '{' ? undefined : '-', keys: new Set() });
      return true;
    }
    if (char !== '}' && char !== ']') return false;
    this.flows.pop();
    return true;
  }

  private colon(key: string, next: string | undefined): boolean {
    const flow = this.flows.at(-1);
    if (!flow?.isMap || flow.key !== undefined || (next !== undefined && next !== ' ')) return false;
    flow.key = unquoted(key.trim());
    flow.keys.add(flow.key);
    return true;
  }

  private place(isKey: boolean, word: string, from: number): CursorPlace {
    const flow = this.flows.at(-1);
    const inFlow = this.flows.flatMap(({ key }) => key ?? []);
    const path = [...this.levels.map(({ key }) => key), ...inFlow];
    return { path, isKey, word, from, siblings: flow ? flow.keys : this.siblings() };
  }
}

const unquoted = (key: string): string => key.replace(/^(["'])(.*)\1$/, '$2');

/** Where an offset of a text is. */
export function placeAt(text: string, offset: number): CursorPlace {
  const outline = new Outline();
  const lines = text.slice(0, offset).split('\n');
  const last = lines.pop() ?? '';
  for (const line of lines) outline.pass(line);
  return outline.end(last, offset - last.length);
}
