import type { Drafter, Format } from './format.ts';

/** A drafter of each format that occurs: what hosts of one cluster share is rendered once. */
export class Drafters {
  private readonly made = new Map<Format, Drafter>();

  of(format: Format): Drafter {
    const drafter = this.made.get(format) ?? format.drafter();
    this.made.set(format, drafter);
    return drafter;
  }
}
