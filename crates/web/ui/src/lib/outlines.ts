// Outlines of the world, and which of their borders are disputed.
//
// In: world-atlas (Natural Earth) as TopoJSON, fetched once from this server, and the reviewed table
// `data/outlines/disputed.tsv`. Out: land, borders, and disputed borders as lines. Must hold: a border is
// drawn once, whole or dashed; the map takes no side on which of the two is right.
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { Polygon, Position } from 'geojson';
import table from '../../../../../data/outlines/disputed.tsv?raw';
import type { Box } from './filters';

/** What the outlines are, to be shown beside them. */
export const source = 'Outlines: Natural Earth 4.1.0, 1:50m (world-atlas 2.0.2), public domain.';
export const caveat = 'Dashed: disputed borders, as far as known; no line or name is called right.';

export interface Disputed {
  a: string;
  /** None: every land border of `a`. */
  b: string | null;
  /** Only there; none: all along. */
  box: Box | null;
  note: string;
}

/** Reads the table; lines that are no row of it are left out. */
export function disputes(text: string): Disputed[] {
  return text
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .slice(1)
    .flatMap((line) => {
      const [a, b, box = '', note = ''] = line.split('\t');
      if (!a || !b) return [];
      const numbers = box.split(',').map(Number);
      const framed = numbers.length === 4 && numbers.every(Number.isFinite);
      return [{ a, b: b === '*' ? null : b, box: framed ? (numbers as Box) : null, note }];
    });
}

/** One line or ring, with the frame around it. */
export interface Line {
  at: Position[];
  frame: Box;
}
export interface Outlines {
  land: { rings: Polygon; frame: Box }[];
  coasts: Line[];
  borders: Line[];
  disputed: Line[];
}

interface Named {
  name: string;
}
type World = Topology<{ countries: GeometryCollection<Named> }>;

/** Parts the borders of a topology into those that are disputed and the others. */
export function outlines(world: World, disputed: readonly Disputed[]): Outlines {
  const countries = world.objects.countries;
  const id = (one: { id?: string | number; properties?: Named }) =>
    String(one.id ?? one.properties?.name ?? '');
  const entries = (one: string, other: string) =>
    disputed.filter(
      ({ a, b }) =>
        (a === one && (b === null || b === other)) || (a === other && (b === null || b === one)),
    );
  /** Of each pair of neighbours, the boxes in which their border is disputed; null: all of it. */
  const known = new Map<string, (Box | null)[]>();
  const boxes = (a: unknown, b: unknown): { key: string; boxes: (Box | null)[] } => {
    const pair = [id(a as never), id(b as never)].sort() as [string, string];
    const key = pair.join('\t');
    let found = known.get(key);
    if (!found) {
      found = a === b ? [] : entries(...pair).map(({ box }) => box);
      known.set(key, found);
    }
    return { key, boxes: found };
  };
  const lines = (keep: (key: string, boxes: (Box | null)[]) => boolean) =>
    mesh(world, countries as never, (a: unknown, b: unknown) => {
      const of = boxes(a, b);
      return a !== b && keep(of.key, of.boxes);
    }).coordinates;

  const whole = lines((_, boxes) => !boxes.length).map(line);
  const dashed = lines((_, boxes) => boxes.includes(null)).map(line);
  for (const [key, of] of [...known].filter(([, of]) => of.length && !of.includes(null)))
    for (const at of lines((other) => other === key))
      for (const { inside, piece } of cut(at, of as Box[]))
        (inside ? dashed : whole).push(line(piece));

  const land = feature(world, countries).features.flatMap(({ geometry }) => {
    const polygons =
      geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : [];
    return polygons.map((coordinates) => ({
      rings: { type: 'Polygon', coordinates } as Polygon,
      frame: line(coordinates[0] ?? []).frame,
    }));
  });
  const coasts = mesh(world, countries as never, (a: unknown, b: unknown) => a === b);
  return { land, coasts: coasts.coordinates.map(line), borders: whole, disputed: dashed };
}

/** Cuts a line where it enters and leaves boxes. */
export function cut(
  at: Position[],
  boxes: readonly Box[],
): { inside: boolean; piece: Position[] }[] {
  const lies = ([x, y]: Position) =>
    boxes.some(([w, s, e, n]) => x! >= w && x! <= e && y! >= s && y! <= n);
  const found: { inside: boolean; piece: Position[] }[] = [];
  for (let end = 1; end < at.length; end++) {
    const [from, to] = [at[end - 1]!, at[end]!];
    const inside = lies([(from[0]! + to[0]!) / 2, (from[1]! + to[1]!) / 2]);
    const last = found.at(-1);
    if (last?.inside === inside) last.piece.push(to);
    else found.push({ inside, piece: [from, to] });
  }
  return found;
}

function line(at: Position[]): Line {
  const frame: Box = [180, 90, -180, -90];
  for (const [x, y] of at) {
    frame[0] = Math.min(frame[0], x!);
    frame[1] = Math.min(frame[1], y!);
    frame[2] = Math.max(frame[2], x!);
    frame[3] = Math.max(frame[3], y!);
  }
  return { at, frame };
}

/** Whether two frames have something in common. */
export function meet(a: Box, b: Box): boolean {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

let asked: Promise<Outlines> | null = null;

/** Fetches the outlines, once. */
export function load(address: string): Promise<Outlines> {
  asked ??= fetch(address)
    .then((got) => {
      if (!got.ok) throw new Error(`The outlines could not be had (${got.status}).`);
      return got.json();
    })
    .then((world: World) => outlines(world, disputes(table)))
    .catch((why) => {
      asked = null;
      throw why;
    });
  return asked;
}
