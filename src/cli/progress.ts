import { figure } from '../counted.ts';
import { isCi, type Terminal } from './terminal.ts';

/** Work that is over sooner needs no bar, in milliseconds. */
const PATIENCE = 1000;
/** Milliseconds between two drawings. */
const PAUSE = 100;
const WIDTH = 30;

/**
 * A bar on a person's terminal for work of more than a second. A line that is drawn over: no timers, since the work
 * leaves no room for them.
 */
export class Progress {
  private readonly terminal: Terminal;
  private readonly what: string;
  private readonly start: number;
  private drawn = 0;

  constructor(terminal: Terminal, what: string) {
    this.terminal = terminal;
    this.what = what;
    this.start = terminal.now().getTime();
  }

  show(done: number, total: number): void {
    const { isInteractive, env, now, error } = this.terminal;
    const time = now().getTime();
    if (!isInteractive || isCi(this.terminal) || env['TERM'] === 'dumb') return;
    if (time - this.start < PATIENCE || time - this.drawn < PAUSE) return;
    this.drawn = time;
    const full = Math.round((done / total) * WIDTH);
    const bar = '#'.repeat(full) + '.'.repeat(WIDTH - full);
    error(`\r[${bar}] ${figure(done)} of ${figure(total)} ${this.what}`);
  }

  /** Takes the bar away. */
  end(): void {
    if (this.drawn > 0) this.terminal.error('\r\u001b[K');
    this.drawn = 0;
  }
}
