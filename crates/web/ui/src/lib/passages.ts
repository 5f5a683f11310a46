// What a search found, report by report, with the found words marked.
//
// In: passages as the server ranks them. Out: groups in the order of their best passage: names apart,
// then one group a report with its headline, its text and its quotes. Must hold: no passage is lost,
// and marks are cut at the ends of the snippet, never wrapped.
import { Sliced } from './offsets';
import type { Found } from './shapes';

export type Passage = Found['passages'][number];

export interface Grouped {
  /** Names and outlets that have the words. */
  names: Passage[];
  reports: { report: string; passages: Passage[] }[];
}

export function grouped(passages: readonly Passage[]): Grouped {
  const names: Passage[] = [];
  const reports = new Map<string, Passage[]>();
  for (const passage of passages) {
    if (passage.report === null) {
      names.push(passage);
      continue;
    }
    const group = reports.get(passage.report);
    if (group) group.push(passage);
    else reports.set(passage.report, [passage]);
  }
  return {
    names,
    reports: [...reports].map(([report, found]) => ({
      report,
      passages: [...found].sort((a, b) => rank(a) - rank(b)),
    })),
  };
}

/** Headline, text, then what is claimed. */
function rank(passage: Passage): number {
  const at = ['title', 'text', 'quote'].indexOf(passage.field);
  return at < 0 ? 3 : at;
}

export interface Piece {
  text: string;
  /** Position among the found words; none for what stands between. */
  found: number | null;
}

/** A text in pieces, found words apart; places may overlap, lie outside or be out of order. */
export function pieces(text: string, found: readonly (readonly number[])[]): Piece[] {
  const sliced = new Sliced(text);
  const out: Piece[] = [];
  let at = 0;
  const sorted = found
    .map(([start = 0, end = 0], index) => ({ start, end, index }))
    .sort((a, b) => a.start - b.start || b.end - a.end);
  for (const { start, end, index } of sorted) {
    const from = Math.max(start, at);
    const to = Math.min(end, sliced.length);
    if (to <= from) continue;
    if (from > at) out.push({ text: sliced.words([at, from]), found: null });
    out.push({ text: sliced.words([from, to]), found: index });
    at = to;
  }
  if (at < sliced.length) out.push({ text: sliced.words([at, sliced.length]), found: null });
  return out;
}

/** What a name's passage lists: one spelling a line. */
export function spellings(passage: Passage): string[] {
  return [...new Set(passage.snippet.split('\n').filter(Boolean))];
}
