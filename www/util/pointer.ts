/** Where a pointer is, in CSS pixels of an element from its corner; they may be scaled, by `zoom` or a transform. */
export function local({ clientX, clientY }: MouseEvent, element: HTMLElement): [x: number, y: number] {
  const { left, top, width } = element.getBoundingClientRect();
  const own = element.offsetWidth / width;
  return [(clientX - left) * own, (clientY - top) * own];
}
