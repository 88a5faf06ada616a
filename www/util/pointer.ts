/** Where a pointer is, in an element's own pixels from its corner: a projector's, and some pages', are larger. */
export function local({ clientX, clientY }: MouseEvent, element: HTMLElement): [x: number, y: number] {
  const { left, top, width } = element.getBoundingClientRect();
  const own = element.offsetWidth / width;
  return [(clientX - left) * own, (clientY - top) * own];
}
