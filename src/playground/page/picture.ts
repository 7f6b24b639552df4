const NAMESPACE = 'http://www.w3.org/2000/svg';
const ELEMENTS = new Set(['svg', 'g', 'rect', 'path', 'circle', 'text', 'tspan']);
const ATTRIBUTES =
  /^(?:class|d|x|y|dx|dy|cx|cy|r|rx|width|height|viewBox|transform|text-anchor|fill|stroke|stroke-(?:width|dasharray|opacity)|opacity|font-(?:size|weight|family))$/;

/** Pixels at the picture's top that its title takes: the page has one of its own. */
const HEAD = 56;

/**
 * The mesh's picture as a part of the page. Only what draws is taken over, element by element: whatever a name may hold,
 * nothing in it runs or loads.
 */
export function adoptPicture(svg: string, label: string): SVGElement {
  // Its style sheet is for pages that have none; the page's policy would refuse it loudly.
  const bare = svg.replace(/<style>[^<]*<\/style>/, '');
  const parsed = new DOMParser().parseFromString(bare, 'image/svg+xml').documentElement;
  const picture = adopt(parsed) ?? document.createElementNS(NAMESPACE, 'svg');
  const [, , width = 0, height = 0] = (parsed.getAttribute('viewBox') ?? '').split(' ').map(Number);
  for (const heading of picture.querySelectorAll(':scope > .paper, :scope > .title, :scope > .title + .soft')) {
    heading.remove();
  }
  picture.setAttribute('viewBox', `0 ${HEAD} ${width} ${height - HEAD}`);
  picture.removeAttribute('width');
  picture.removeAttribute('height');
  picture.setAttribute('role', 'img');
  picture.setAttribute('aria-label', label);
  return picture;
}

function adopt(from: Element): SVGElement | undefined {
  if (!ELEMENTS.has(from.localName)) return undefined;
  const made = document.createElementNS(NAMESPACE, from.localName) as SVGElement;
  for (const { name, value } of from.attributes) if (ATTRIBUTES.test(name)) made.setAttribute(name, value);
  for (const child of from.childNodes) {
    if (child instanceof Text) made.append(child.data);
    else if (child instanceof Element) made.append(adopt(child) ?? '');
  }
  return made;
}
