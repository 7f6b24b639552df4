import { dot } from './dot.ts';
import { mermaidPicture } from './mermaid.ts';
import type { Picture } from './picture.ts';
import type { PictureId } from './picture-ids.ts';
import { svg } from './svg.ts';

/** Every way to draw a mesh. Adding one: its file, its import and its place here, its id in picture-ids.ts. */
const pictures: Readonly<Record<PictureId, Picture>> = { svg, mermaid: mermaidPicture, dot };

export const pictureOf = (id: PictureId): Picture => pictures[id];
