import type { Alias, Node } from 'yaml';
import { figure } from '../counted.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { shortened } from './wording.ts';

/** Each alias may stand for ten others on the average, and a small manifest for some more. */
const COPIES_PER_ALIAS = 10;
const FREE_COPIES = 100;
const MOST_VALUES = 1_000_000;

interface Anchor {
  readonly node: Node;
  /** Undefined while the node is being read: an alias to it would stand inside itself. */
  done: { readonly value: unknown; readonly values: number; readonly copies: number } | undefined;
  readonly valuesBefore: number;
  readonly copiesBefore: number;
}

interface Refusal {
  readonly message: string;
  readonly hint: string;
}

/** The anchors read so far, and what their aliases come to when each stands for all that its own aliases stand for. */
export class AliasBudget {
  private readonly anchors = new Map<string, Anchor>();
  private values = 0;
  private copies = 0;
  private written = 0;
  private isSpent = false;

  /** One more value was read. */
  count(): void {
    this.values += 1;
  }

  open(name: string, node: Node): void {
    this.anchors.set(name, { node, done: undefined, valuesBefore: this.values, copiesBefore: this.copies });
  }

  close(name: string, value: unknown): void {
    const anchor = this.anchors.get(name);
    if (!anchor) return;
    const { valuesBefore, copiesBefore } = anchor;
    anchor.done = { value, values: this.values - valuesBefore, copies: this.copies - copiesBefore };
  }

  target({ source }: Alias): Node | undefined {
    return this.anchors.get(source)?.node;
  }

  /** What the alias stands for, or why it cannot. An empty refusal: the same one as before. */
  use({ source: name }: Alias): { readonly value: unknown; readonly node: Node } | Refusal {
    if (this.isSpent) return { message: '', hint: '' };
    const anchor = this.anchors.get(name);
    if (!anchor) return this.missing(name);
    if (!anchor.done) {
      const message = `the alias '*${shortened(name)}' is inside its own anchor '&${shortened(name)}'`;
      return { message, hint: 'Write it out, or anchor a smaller part.' };
    }
    this.written += 1;
    const copies = this.copies + 1 + anchor.done.copies;
    const values = this.values + anchor.done.values;
    const most = FREE_COPIES + COPIES_PER_ALIAS * this.written;
    if (copies > most || values > MOST_VALUES) {
      this.isSpent = true;
      const what = copies > most ? `${copies} copies` : `more than ${figure(MOST_VALUES)} values`;
      return {
        message: `up to this alias, '*${shortened(name)}', the ${this.written} aliases of the manifest expand to ${what}`,
        hint: 'Aliases of aliases multiply: use fewer of them.',
      };
    }
    this.copies = copies;
    this.values = values;
    return { value: anchor.done.value, node: anchor.node };
  }

  private missing(name: string): Refusal {
    const best = nearest(name, [...this.anchors.keys()]);
    return {
      message: `the alias '*${shortened(name)}' refers to nothing: no anchor '&${shortened(name)}' comes before it`,
      hint: best
        ? `Did you mean '*${best}'?`
        : "If it is not an alias, put it in quotes: a leading '*' has a meaning in YAML.",
    };
  }
}
