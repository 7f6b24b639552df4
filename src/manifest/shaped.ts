import type { ManifestInput } from './schema.ts';

/** What the schema says of a value. */
export interface Shape {
  /** The manifest without what was wrong in it, or undefined where too little is left. */
  readonly input: ManifestInput | undefined;
  readonly broken: ReadonlySet<string>;
}
