import { dot } from './dot.ts';
import { mermaidPicture } from './mermaid.ts';
import type { Picture } from './picture.ts';
import type { PictureId } from './picture-ids.ts';
import { svg } from './svg.ts';

/**
 * Every way to draw a mesh by its id: one that has no file, or another's, does not compile. Adding one: its file, its
 * import and its place here, its id in picture-ids.ts.
 */
const pictures: Readonly<Record<PictureId, Picture>> = { svg, mermaid: mermaidPicture, dot } as const satisfies {
  readonly [Id in PictureId]: Picture & { readonly id: Id };
};

export const pictureOf = (id: PictureId): Picture => pictures[id];
