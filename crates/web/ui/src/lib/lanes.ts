// Lanes of the timeline, and the lines within a lane on which its events find room.
//
// In: rows, and what lanes are made by. Out: lanes, the fullest first, what has no place, actor or
// outlet last; for each its dated events with their stretch, and those without a date. Must hold: an
// event told of two places lies in both lanes; no two events of one line overlap.
import type { LanesBy } from './filters';
import type { Names, Row } from './shapes';
import { stretch, type Stretch } from './when';

export interface Bar extends Stretch {
  row: Row;
}
export interface Lane {
  /** What makes the lane; null for the rest. */
  key: string | null;
  label: string;
  events: number;
  bars: Bar[];
  undated: Row[];
}

const rest: Record<LanesBy, string> = {
  place: 'no place told',
  actor: 'nobody named',
  class: 'no class',
  outlet: 'unknown outlet',
};

/** What an event lies in. */
function keys(row: Row, by: LanesBy): Iterable<string> {
  switch (by) {
    case 'place':
      return new Set(row.where.map(({ name }) => name));
    case 'actor':
      return new Set(row.actors);
    case 'class':
      return [row.class];
    case 'outlet':
      return new Set(row.outlets);
  }
}

/** The lanes of some rows. `names` tells the name of an actor or class. */
export function lanes(rows: readonly Row[], by: LanesBy, names: Names): Lane[] {
  const found = new Map<string | null, Lane>();
  const lane = (key: string | null): Lane => {
    let one = found.get(key);
    if (!one) {
      const label = key === null || key === '' ? rest[by] : (names[key] ?? key);
      one = { key, label, events: 0, bars: [], undated: [] };
      found.set(key, one);
    }
    return one;
  };
  for (const row of rows) {
    const when = stretch(row.when);
    const into = [...keys(row, by)];
    for (const key of into.length ? into : [null]) {
      const one = lane(key);
      one.events++;
      if (when) one.bars.push({ ...when, row });
      else one.undated.push(row);
    }
  }
  for (const one of found.values()) one.bars.sort((a, b) => a.from - b.from || b.to - a.to);
  return [...found.values()].sort(
    (a, b) =>
      Number(a.key === null) - Number(b.key === null) ||
      b.events - a.events ||
      (a.label < b.label ? -1 : 1),
  );
}

export interface Packed {
  /** The line of each, from 0; -1 where the lane is full. */
  line: number[];
  lines: number;
  /** Pixels between each and what comes next on its line. */
  room: number[];
  /** How many found no line. */
  left: number;
}

/**
 * Puts each on the first line that is free. `places` are starts and ends in pixels, by start; `gap`
 * is kept between two on a line; no more than `most` lines are made.
 */
export function pack(places: readonly [number, number][], gap: number, most: number): Packed {
  const ends: number[] = [];
  const last: number[] = [];
  const line: number[] = [];
  const room: number[] = places.map(() => Infinity);
  let left = 0;
  places.forEach(([start, end], index) => {
    let at = ends.findIndex((taken) => taken + gap <= start);
    if (at < 0 && ends.length < most) at = ends.length;
    line.push(at);
    if (at < 0) {
      left++;
      return;
    }
    const before = last[at];
    if (before !== undefined) room[before] = start - ends[at]!;
    ends[at] = end;
    last[at] = index;
  });
  return { line, lines: ends.length, room, left };
}
