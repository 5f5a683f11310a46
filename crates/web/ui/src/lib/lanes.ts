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

/** Starts and ends of each event of a lane, in units of the axis. */
export type Units = readonly [number, number][];

/** Pixels that a letter of a title takes, about; and how many are kept for a title where there is room. */
const LETTER = 6;
const WORDS = 140;

/** The lines of one lane: with room for titles where three lines suffice, else close together. */
export function laid(lane: Lane, units: Units, perUnit: number): Packed {
  const words = ({ title }: Row) => Math.min(WORDS, title.length * LETTER);
  const places = (roomy: boolean) =>
    lane.bars.map(({ row }, at): [number, number] => {
      const [from, to] = units[at]!;
      const bar = Math.max(4, (to - from) * perUnit, Math.min(row.origins, 6) * 3);
      const signs = (row.conflicts.length ? 12 : 0) + (row.aggregate ? 10 : 0);
      return [from * perUnit, from * perUnit + bar + signs + (roomy ? words(row) : 0)];
    });
  const roomy = pack(places(true), 6, 3);
  if (roomy.left) return pack(places(false), 2, 8);
  // What was kept for the title is room.
  return { ...roomy, room: roomy.room.map((free, at) => free + words(lane.bars[at]!.row)) };
}

/** Where an arrow leads from one event: along its lane, or to the nearest in time in the next lane. */
export function step(
  key: string,
  [lane, at]: [number, number],
  units: readonly Units[],
  packed: readonly Packed[],
): [number, number] | null {
  const drawn = (lane: number, at: number) => (packed[lane]?.line[at] ?? -1) >= 0;
  const by = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  if (key === 'ArrowRight' || key === 'ArrowLeft') {
    let to = at + by;
    while (units[lane]?.[to] && !drawn(lane, to)) to += by;
    return units[lane]?.[to] ? [lane, to] : null;
  }
  const here = units[lane]?.[at]?.[0] ?? 0;
  for (let to = lane + by; units[to]; to += by) {
    let near: { at: number; off: number } | null = null;
    for (const [index, [start]] of units[to]!.entries()) {
      const off = Math.abs(start - here);
      if (drawn(to, index) && off < (near?.off ?? Infinity)) near = { at: index, off };
    }
    if (near) return [to, near.at];
  }
  return null;
}
