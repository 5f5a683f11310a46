// From code points, which the API counts in, to the UTF-16 units of the browser's strings, and back.

/** A text that is sliced by code points. */
export class Sliced {
  /** UTF-16 position of every code point, and of the end; none where the two counts agree. */
  readonly #at: Uint32Array | null;

  constructor(readonly text: string) {
    let astral = false;
    for (let i = 0; i < text.length && !astral; i++)
      astral = (text.charCodeAt(i) & 0xf800) === 0xd800;
    if (!astral) {
      this.#at = null;
      return;
    }
    const at: number[] = [];
    for (let i = 0; i < text.length; i += (text.codePointAt(i) ?? 0) > 0xffff ? 2 : 1) at.push(i);
    at.push(text.length);
    this.#at = Uint32Array.from(at);
  }

  /** The number of code points. */
  get length(): number {
    return this.#at ? this.#at.length - 1 : this.text.length;
  }

  /** The UTF-16 position of a code point. */
  unit(point: number): number {
    const at = Math.max(0, Math.min(point, this.length));
    return this.#at ? this.#at[at]! : at;
  }

  /** The code point that holds a UTF-16 position. */
  point(unit: number): number {
    if (!this.#at) return Math.max(0, Math.min(unit, this.text.length));
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#at[middle]! <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** The words between two code points. */
  words([start, end]: readonly [number, number] | readonly number[]): string {
    return this.text.slice(this.unit(start ?? 0), this.unit(end ?? 0));
  }
}
