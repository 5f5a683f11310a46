// The axis of time: long empty stretches fold, and outliers do not squash the rest.
//
// In: the stretches in which events lie. Out: an axis that maps instants to units (a day where nothing
// is folded) and back, the stretch to start with, and marks for what is in view. Must hold: the axis
// never turns back; within what is not folded, equal time is equal length.
import { scaleUtc } from 'd3-scale';
import { DAY, type Stretch } from './when';

/** A piece of the axis; `folded`: shortened, because nothing narrow lies in it. */
export interface Piece {
  from: number;
  to: number;
  start: number;
  end: number;
  folded: boolean;
}

/** How bars are laid out: the units at the left edge, pixels a unit. */
export interface Anchor {
  start: number;
  perUnit: number;
}

export interface Mark {
  at: number;
  label: string;
}

/** Wider than this says too little of when to hold a stretch open: somewhat more than a year. */
const WIDE = 400 * DAY;
/** Shorter emptiness is never folded. */
const SHORT = 60 * DAY;

export class Axis {
  constructor(readonly pieces: readonly Piece[]) {}

  get length(): number {
    return this.pieces.at(-1)?.end ?? 1;
  }

  /** Units from the start of the axis. */
  at(instant: number): number {
    const piece = this.pieces.find(({ to }) => instant < to) ?? this.pieces.at(-1);
    if (!piece) return 0;
    const share = (instant - piece.from) / (piece.to - piece.from);
    return piece.start + share * (piece.end - piece.start);
  }

  /** The instant at a number of units. */
  instant(unit: number): number {
    const piece = this.pieces.find(({ end }) => unit < end) ?? this.pieces.at(-1);
    if (!piece) return 0;
    const share = (unit - piece.start) / (piece.end - piece.start);
    return piece.from + share * (piece.to - piece.from);
  }
}

/** The axis over all stretches, with a little room at its ends. */
export function axis(stretches: readonly Stretch[], folds: boolean): Axis {
  if (!stretches.length) return new Axis([]);
  const narrow = stretches.filter(({ from, to }) => to - from <= WIDE);
  const open = joined(narrow.length ? narrow : stretches, 0);
  const held = open.reduce((sum, { from, to }) => sum + (to - from), 0);
  const kept = folds ? joined(open, Math.max(SHORT, held / 5)) : [];
  const first = Math.min(...ends(stretches, 'from')) - DAY;
  const last = Math.max(...ends(stretches, 'to')) + DAY;
  if (!kept.length) return new Axis(measured([{ from: first, to: last, folded: false }], 0));

  const pieces: { from: number; to: number; folded: boolean }[] = [];
  let reached = first;
  for (const { from, to } of kept) {
    const [start, end] = [Math.max(first, from - 2 * DAY), Math.min(last, to + 2 * DAY)];
    if (start > reached) pieces.push({ from: reached, to: start, folded: start - reached > SHORT });
    pieces.push({ from: Math.max(reached, start), to: end, folded: false });
    reached = end;
  }
  if (reached < last) pieces.push({ from: reached, to: last, folded: last - reached > SHORT });
  const whole = pieces.reduce((sum, { from, to, folded }) => sum + (folded ? 0 : to - from), 0);
  return new Axis(measured(pieces, Math.max(2, whole / DAY / 40)));
}

function ends(stretches: readonly Stretch[], end: 'from' | 'to'): number[] {
  return [
    stretches.reduce(
      (far, one) => (end === 'from' ? Math.min : Math.max)(far, one[end]),
      stretches[0]![end],
    ),
  ];
}

function measured(
  pieces: { from: number; to: number; folded: boolean }[],
  foldLength: number,
): Piece[] {
  let start = 0;
  return pieces.map((piece) => {
    const length = piece.folded ? foldLength : (piece.to - piece.from) / DAY;
    const placed = { ...piece, start, end: start + length };
    start = placed.end;
    return placed;
  });
}

/** Stretches that touch, or lie less than `gap` apart, as one. */
export function joined(stretches: readonly Stretch[], gap: number): Stretch[] {
  const sorted = [...stretches].sort((a, b) => a.from - b.from);
  const found: Stretch[] = [];
  for (const { from, to } of sorted) {
    const last = found.at(-1);
    if (last && from - last.to <= gap) last.to = Math.max(last.to, to);
    else found.push({ from, to });
  }
  return found;
}

/** The shortest part of the axis that holds most of the events; the whole where that is little more. */
export function densest(axis: Axis, stretches: readonly Stretch[], share = 0.95): [number, number] {
  const placed = stretches
    .filter(({ from, to }) => to - from <= WIDE)
    .map(({ from, to }) => ({ start: axis.at(from), end: axis.at(to) }))
    .sort((a, b) => a.start - b.start);
  const count = Math.ceil(placed.length * share);
  if (count < 8) return [0, axis.length];
  let best: [number, number] = [0, axis.length];
  for (let first = 0; first + count <= placed.length; first++) {
    const start = placed[first]!.start;
    let end = start;
    for (let at = first; at < first + count; at++) end = Math.max(end, placed[at]!.end);
    if (end - start < best[1] - best[0]) best = [start, end];
  }
  const room = (best[1] - best[0]) * 0.02;
  best = [Math.max(0, best[0] - room), Math.min(axis.length, best[1] + room)];
  return best[1] - best[0] > axis.length * 0.8 ? [0, axis.length] : best;
}

/** Dates to write along a view of the axis, about one every `every` pixels. */
export function marks(axis: Axis, view: [number, number], pixels: number, every = 90): Mark[] {
  const perUnit = pixels / (view[1] - view[0]);
  const found: Mark[] = [];
  for (const piece of axis.pieces) {
    if (piece.folded || piece.end < view[0] || piece.start > view[1]) continue;
    const from = axis.instant(Math.max(piece.start, view[0]));
    const to = axis.instant(Math.min(piece.end - 1e-6, view[1]));
    const wide = (axis.at(to) - axis.at(from)) * perUnit;
    const scale = scaleUtc().domain([from, to]);
    const format = scale.tickFormat();
    for (const tick of scale.ticks(Math.max(1, Math.round(wide / every)))) {
      const at = (axis.at(tick.getTime()) - view[0]) * perUnit;
      const last = found.at(-1);
      const label = last
        ? format(tick)
        : /^\d{4}$/.test(format(tick))
          ? format(tick)
          : `${format(tick)} ${tick.getUTCFullYear()}`;
      if (!last || at - last.at > every * 0.55) found.push({ at, label });
    }
  }
  return found;
}

/** A view moved and stretched, never beyond the axis. */
export function moved(
  axis: Axis,
  [start, end]: [number, number],
  by: { shift?: number; zoom?: number; around?: number },
): [number, number] {
  const around = by.around ?? (start + end) / 2;
  const zoom = by.zoom ?? 1;
  const wide = Math.min(axis.length, Math.max(0.5, (end - start) / zoom));
  const share = (around - start) / (end - start);
  const from = around - share * wide + (by.shift ?? 0) * wide;
  const kept = Math.max(0, Math.min(axis.length - wide, from));
  return [kept, kept + wide];
}
