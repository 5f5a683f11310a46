// Names and numbers on a map: only as far as they fit.
//
// In: wishes with a place on the screen, the most important first. Out: those that find room. Must hold:
// no two of those drawn cover each other; marks that would are drawn as one, with the sum of both.

export interface Wish {
  key: string;
  text: string;
  x: number;
  y: number;
}
export interface Placed extends Wish {
  /** Left and top of the words. */
  left: number;
  top: number;
  width: number;
}
type Rect = [number, number, number, number];

/** Places names beside their marks, right, left, below or above; those without room are left out. */
export function fitted(
  wishes: readonly Wish[],
  measure: (text: string) => number,
  size: { width: number; height: number },
  taken: readonly Rect[] = [],
  line = 13,
): Placed[] {
  const rects: Rect[] = [...taken];
  const found: Placed[] = [];
  for (const wish of wishes) {
    const width = measure(wish.text);
    const spots: [number, number][] = [
      [wish.x + 12, wish.y - line / 2],
      [wish.x - 12 - width, wish.y - line / 2],
      [wish.x - width / 2, wish.y + 10],
      [wish.x - width / 2, wish.y - 10 - line],
    ];
    const spot = spots.find(([left, top]) => {
      if (left < 2 || top < 2 || left + width > size.width - 2 || top + line > size.height - 2)
        return false;
      return !rects.some((rect) => cover(rect, [left, top, left + width, top + line]));
    });
    if (!spot) continue;
    const [left, top] = spot;
    rects.push([left, top, left + width, top + line]);
    found.push({ ...wish, left, top, width });
  }
  return found;
}

function cover(a: Rect, b: Rect): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

/** Marks that lie closer than `reach` pixels become one, at the place of the fullest. */
export function merged<T extends { x: number; y: number; weight: number }>(
  marks: readonly T[],
  reach: number,
): { x: number; y: number; of: T[] }[] {
  const found: { x: number; y: number; of: T[] }[] = [];
  for (const mark of [...marks].sort((a, b) => b.weight - a.weight)) {
    const near = found.find(({ x, y }) => Math.hypot(x - mark.x, y - mark.y) < reach);
    if (near) near.of.push(mark);
    else found.push({ x: mark.x, y: mark.y, of: [mark] });
  }
  return found;
}
