// Marks on a text, which may nest and overlap: the text is cut at every boundary, and each piece knows
// the marks that cover it.
//
// In: a text sliced by code points, marks by code points. Out: paragraphs, blocks of them, pieces in
// order. Must hold: the pieces of a text, put together, are the text; marks that are empty, turned
// round or outside are dropped or cut.
import type { Sliced } from './offsets';

export type Kind = 'claim' | 'voice' | 'name' | 'time' | 'place' | 'hole' | 'found';

/** A stretch of the text and what was made of it. */
export interface Mark {
  start: number;
  end: number;
  kind: Kind;
  /** Unique among the marks of a text, without a blank: `claim3`. */
  id: string;
}

/** A stretch in which the same marks hold throughout. */
export interface Piece {
  start: number;
  end: number;
  words: string;
  /** Those that cover it, the shortest (innermost) first. */
  marks: Mark[];
  /** Those that begin here. */
  begins: Mark[];
}

/** A stretch of the text that is shown on its own. */
export interface Paragraph {
  start: number;
  end: number;
}

/** A run of paragraphs that are drawn at once. */
export interface Block {
  start: number;
  end: number;
  paragraphs: Paragraph[];
}

/** Longer paragraphs are cut at a blank, so that no single one is large. */
const LONGEST = 4000;

/** Cuts a text into paragraphs at its line ends; the line ends themselves are in none. */
export function paragraphs(text: Sliced, longest = LONGEST): Paragraph[] {
  const out: Paragraph[] = [];
  const all = text.text;
  const add = (from: number, to: number) => {
    if (to > from) out.push({ start: text.point(from), end: text.point(to) });
  };
  for (let from = 0; from < all.length;) {
    const line = all.indexOf('\n', from);
    const end = line < 0 ? all.length : line;
    let at = from;
    while (end - at > longest) {
      const blank = all.lastIndexOf(' ', at + longest);
      let cut = blank > at ? blank + 1 : at + longest;
      // Never between the two halves of one sign.
      if ((all.charCodeAt(cut) & 0xfc00) === 0xdc00) cut--;
      add(at, cut);
      at = cut;
    }
    add(at, end);
    from = end + 1;
  }
  return out;
}

/** Puts paragraphs together into blocks of about so many signs. */
export function blocks(all: Paragraph[], size = 12_000): Block[] {
  const out: Block[] = [];
  for (const one of all) {
    const last = out.at(-1);
    if (last && one.end - last.start <= size) {
      last.paragraphs.push(one);
      last.end = one.end;
    } else out.push({ start: one.start, end: one.end, paragraphs: [one] });
  }
  return out;
}

/** Keeps what lies in the text, sorted by where it begins, the longer first. */
export function sorted(marks: Mark[], length: number): Mark[] {
  return marks
    .map((mark) => ({
      ...mark,
      start: Math.max(0, mark.start),
      end: Math.min(length, mark.end),
    }))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start || b.end - a.end || a.id.localeCompare(b.id));
}

/** The marks that touch a stretch, of those sorted. */
export function touching(marks: Mark[], start: number, end: number): Mark[] {
  const out: Mark[] = [];
  for (const mark of marks) {
    if (mark.start >= end) break;
    if (mark.end > start) out.push(mark);
  }
  return out;
}

/** Cuts a stretch at every boundary of the marks that touch it. */
export function pieces(text: Sliced, { start, end }: Paragraph, marks: Mark[]): Piece[] {
  const cuts = new Set([start, end]);
  for (const mark of marks) {
    if (mark.start > start && mark.start < end) cuts.add(mark.start);
    if (mark.end > start && mark.end < end) cuts.add(mark.end);
  }
  const at = [...cuts].sort((a, b) => a - b);
  const out: Piece[] = [];
  for (let i = 0; i + 1 < at.length; i++) {
    const [from, to] = [at[i]!, at[i + 1]!];
    const over = marks.filter((mark) => mark.start < to && mark.end > from);
    out.push({
      start: from,
      end: to,
      words: text.words([from, to]),
      marks: over.sort((a, b) => a.end - a.start - (b.end - b.start)),
      begins: over.filter((mark) => mark.start === from || (from === start && mark.start < start)),
    });
  }
  return out;
}

/** The stretch of so many sentences around a span: for showing words in their place. */
export function around(
  text: Sliced,
  span: readonly [number, number],
  sentences = 2,
  reach = 900,
): Paragraph {
  const from = Math.max(0, span[0] - reach);
  const to = Math.min(text.length, span[1] + reach);
  const window = text.words([from, to]);
  const offset = text.unit(from);
  const ends: number[] = [];
  for (const { index, segment } of new Intl.Segmenter(undefined, {
    granularity: 'sentence',
  }).segment(window))
    ends.push(text.point(offset + index + segment.length));
  const starts = [from, ...ends.slice(0, -1)];
  const first = starts.filter((at) => at <= span[0]).length - 1;
  const last = ends.findIndex((at) => at >= span[1]);
  return {
    start: starts[Math.max(0, first - sentences)] ?? from,
    end: ends[Math.min(ends.length - 1, (last < 0 ? ends.length - 1 : last) + sentences)] ?? to,
  };
}

/** A span of an address, `12-40`; null where it is none. */
export function spanOf(words: string | null): [number, number] | null {
  const found = /^(\d{1,9})-(\d{1,9})$/.exec(words ?? '');
  if (!found) return null;
  const span: [number, number] = [Number(found[1]), Number(found[2])];
  return span[0] < span[1] ? span : null;
}

/** Where an end of a selection stands: so many UTF-16 units behind a code point of the text. */
export interface End {
  at: number;
  units: number;
}

/** The span that was selected, without blanks at its ends; null where nothing but blanks was. */
export function selected(text: Sliced, one: End, other: End): [number, number] | null {
  const unit = ({ at, units }: End) =>
    Math.max(0, Math.min(text.text.length, text.unit(at) + units));
  let [from, to] = [unit(one), unit(other)].sort((a, b) => a - b) as [number, number];
  while (from < to && /\s/.test(text.text[from]!)) from++;
  while (to > from && /\s/.test(text.text[to - 1]!)) to--;
  if (from === to) return null;
  // An end within one sign takes the whole sign.
  const end = text.point(to);
  return [text.point(from), text.unit(end) < to ? end + 1 : end];
}
