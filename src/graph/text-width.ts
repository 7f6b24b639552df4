/** Of a letter in the picture's fonts, in pixels: of the bold one of 13 px, and of the other one of 12; widest of usual fonts. */
const BOLD = 8.5;
const SOFT = 7.4;

/** How wide texts may be, in pixels: nobody can measure the font that the viewer has. */
export const boldWidth = (text: string): number => text.length * BOLD;
export const softWidth = (text: string): number => text.length * SOFT;
