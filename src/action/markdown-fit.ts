/** Sections as one text, as many as fit: one that does not is left out, and those after it are tried. */
export function fitSections(sections: readonly string[], room: number): string {
  let text = '';
  for (const section of sections) {
    const next = text === '' ? section : `${text}\n${section}`;
    if (next.length <= room) text = next;
  }
  return text;
}
