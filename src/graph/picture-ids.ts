/** How a mesh can be drawn, the default first. Apart from what draws, which no other command needs. */
export const pictureIds = ['svg', 'mermaid', 'dot'] as const;
export type PictureId = (typeof pictureIds)[number];
