import { byId } from './element.ts';

/** Milliseconds that a saying stays. */
const STAYS = 6000;

/** The line at the top: how the compilation went, and for a while what else there is to say. */
export class Status {
  private readonly line = byId('status', HTMLElement);
  private standing = '';
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** What holds until it changes. */
  set(text: string): void {
    this.standing = text;
    if (this.timer === undefined) this.line.textContent = text;
  }

  /** What is news, and then goes. */
  say(text: string): void {
    clearTimeout(this.timer);
    this.line.textContent = text;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      this.line.textContent = this.standing;
    }, STAYS);
  }
}
