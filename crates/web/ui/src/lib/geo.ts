// Where events may lie, as areas on a map: never a point that nobody told.
//
// In: areas as the API has them (disc, sector, corridor). Out: polygons on the globe, places with the
// events told of them, pairs of places that exclude each other. Must hold: what has no coordinates is
// not drawn; what is as wide as a country is named beside the map, and not drawn over all the rest.
import { geoArea, geoCircle, geoDistance } from 'd3-geo';
import type { Polygon, Position } from 'geojson';
import type { Box } from './filters';
import type { Area, Row, Where } from './shapes';

const KM_A_DEGREE = 111.195;
const EARTH = 6371;
/** Areas that reach farther than this are listed, not drawn. */
export const WIDE = 600;

/** The place some kilometres away, degrees clockwise from north. */
export function away([lon, lat]: Position, bearing: number, km: number): Position {
  const rad = Math.PI / 180;
  const [y, x, turn, arc] = [lat! * rad, lon! * rad, bearing * rad, km / EARTH];
  const north = Math.asin(
    Math.sin(y) * Math.cos(arc) + Math.cos(y) * Math.sin(arc) * Math.cos(turn),
  );
  const east = Math.atan2(
    Math.sin(turn) * Math.sin(arc) * Math.cos(y),
    Math.cos(arc) - Math.sin(y) * Math.sin(north),
  );
  return [(((x + east) / rad + 540) % 360) - 180, north / rad];
}

/** How far an area reaches from its middle, kilometres; none where it has no extent. */
export function reach(area: Area): number {
  switch (area.shape) {
    case 'disc':
      return area.radius_km ?? 0;
    case 'sector':
      return area.to_km ?? 0;
    case 'corridor':
      return length(area) / 2 + (area.width_km ?? 0);
    default:
      return 0;
  }
}

function length(area: Area): number {
  const to: [number, number] = [area.to_lon ?? area.lon, area.to_lat ?? area.lat];
  return geoDistance([area.lon, area.lat], to) * EARTH;
}

/** The area as a polygon, its rim so wound that the smaller side is inside; none for other shapes. */
export function polygon(area: Area): Polygon | null {
  const middle: Position = [area.lon, area.lat];
  if (!Number.isFinite(area.lat) || !Number.isFinite(area.lon) || reach(area) <= 0) return null;
  if (area.shape === 'disc') return disc(middle, reach(area));
  if (area.shape === 'sector') {
    const spread = area.spread ?? 45;
    const bearing = area.bearing ?? 0;
    if (spread >= 180) return disc(middle, reach(area));
    const steps = Math.max(4, Math.ceil(spread / 4));
    const turns = Array.from(
      { length: steps + 1 },
      (_, step) => bearing - spread + (2 * spread * step) / steps,
    );
    const outer = turns.map((turn) => away(middle, turn, reach(area)));
    const from = area.from_km ?? 0;
    const inner = from > 0 ? turns.map((turn) => away(middle, turn, from)).reverse() : [middle];
    return ring([...outer, ...inner]);
  }
  if (area.shape === 'corridor') {
    const far: Position = [area.to_lon ?? area.lon, area.to_lat ?? area.lat];
    const width = area.width_km ?? 1;
    const turn = bearing(middle, far);
    const half = Array.from({ length: 13 }, (_, step) => step * 15);
    return ring([
      ...half.map((by) => away(far, turn - 90 + by, width)),
      ...half.map((by) => away(middle, turn + 90 + by, width)),
    ]);
  }
  return null;
}

function disc(middle: Position, km: number): Polygon {
  return geoCircle()
    .center([middle[0]!, middle[1]!])
    .radius(Math.min(179, km / KM_A_DEGREE))
    .precision(6)() as Polygon;
}

function ring(positions: Position[]): Polygon {
  const closed = [...positions, positions[0]!];
  const found: Polygon = { type: 'Polygon', coordinates: [closed] };
  if (geoArea(found) > 2 * Math.PI) found.coordinates = [closed.reverse()];
  return found;
}

function bearing([lon, lat]: Position, [toLon, toLat]: Position): number {
  const rad = Math.PI / 180;
  const east = (toLon! - lon!) * rad;
  const y = Math.sin(east) * Math.cos(toLat! * rad);
  const x =
    Math.cos(lat! * rad) * Math.sin(toLat! * rad) -
    Math.sin(lat! * rad) * Math.cos(toLat! * rad) * Math.cos(east);
  return Math.atan2(y, x) / rad;
}

/** A place as it is drawn, with the events of which it is told. */
export interface Place {
  key: string;
  name: string;
  area: Area;
  /** Reaches too far to be drawn. */
  wide: boolean;
  rows: Row[];
}

/** One key for places that would be drawn alike; none where there is nothing to draw. */
export function placeKey(where: Where): string | null {
  let key = known.get(where);
  if (key === undefined) known.set(where, (key = keyOf(where)));
  return key;
}
const known = new WeakMap<Where, string | null>();

function keyOf(where: Where): string | null {
  const area = areaOf(where);
  if (!area) return null;
  const { shape, lat, lon, bearing: turn = '', from_km: from = '', to_km: to = '' } = area;
  const far = [area.to_lat ?? '', area.to_lon ?? ''].join(' ');
  return [shape, lat.toFixed(3), lon.toFixed(3), area.radius_km ?? '', from, to, turn, far].join(
    '|',
  );
}

/** The area of a place: its own, or nothing; a bare coordinate is never made into an area. */
function areaOf(where: Where): Area | null {
  return where.area && reach(where.area) > 0 ? where.area : null;
}

/** Places of some events, the widest first, so that narrow ones are drawn above them. */
export function places(rows: readonly Row[]): Place[] {
  const found = new Map<string, Place & { names: Map<string, number> }>();
  for (const row of rows) {
    for (const [index, where] of row.where.entries()) {
      const key = placeKey(where);
      const area = areaOf(where);
      if (key === null || !area) continue;
      let place = found.get(key);
      if (!place) {
        place = { key, name: '', area, wide: reach(area) > WIDE, rows: [], names: new Map() };
        found.set(key, place);
      }
      if (place.rows.at(-1) !== row) place.rows.push(row);
      const name = called(row, index);
      place.names.set(name, (place.names.get(name) ?? 0) + 1);
    }
  }
  return [...found.values()]
    .map(({ names, ...place }) => ({ ...place, name: commonest(names) }))
    .sort((a, b) => reach(b.area) - reach(a.area) || (a.key < b.key ? -1 : 1));
}

/** The server's words for a place; without them no more is said than that it is told by the name. */
function called(row: Row, index: number): string {
  const where = row.where[index]!;
  const itself = where.area?.shape === 'disc' && !where.setting && !where.offset_km;
  return row.places?.[index] ?? (itself ? where.name : `by ${where.name}`);
}

function commonest(names: Map<string, number>): string {
  return [...names].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))[0]?.[0] ?? '';
}

/** Whether some place of the event could be drawn, wide or not. */
export function found(row: Row): boolean {
  return row.where.some((where) => areaOf(where) !== null);
}

/** Pairs of an event's drawn places that its accounts hold against each other, as the server tells. */
export function rivals(row: Row): [Where, Where][] {
  return row.rivals.flatMap(([a, b]): [Where, Where][] => {
    const [one, other] = [row.where[a], row.where[b]];
    return one && other && areaOf(one) && areaOf(other) ? [[one, other]] : [];
  });
}

/** The middle of an area: of a sector half way out, of a corridor half way along. */
export function middle(area: Area): Position {
  const at: Position = [area.lon, area.lat];
  if (area.shape === 'sector' && (area.spread ?? 0) < 180)
    return away(at, area.bearing ?? 0, ((area.from_km ?? 0) + (area.to_km ?? 0)) / 2);
  if (area.shape === 'corridor') {
    const far: Position = [area.to_lon ?? area.lon, area.to_lat ?? area.lat];
    return away(at, bearing(at, far), length(area) / 2);
  }
  return at;
}

/** The frame around an area. */
export function frame(area: Area): Box {
  const [lon, lat] = middle(area) as [number, number];
  const up = reach(area) / KM_A_DEGREE;
  const out = up / Math.max(0.05, Math.cos((lat * Math.PI) / 180));
  return [lon - out, Math.max(-90, lat - up), lon + out, Math.min(90, lat + up)];
}

/** Whether a place of the event, narrower than a country, may lie in the box. */
export function within(row: Row, [west, south, east, north]: Box): boolean {
  return row.where.some((where) => {
    const area = areaOf(where);
    if (!area || reach(area) > WIDE) return false;
    const [w, s, e, n] = frame(area);
    return w < east && e > west && s < north && n > south;
  });
}

/** Whether at least half of what is told of places lies in the box. */
export function mostlyIn(places: readonly Place[], [west, south, east, north]: Box): boolean {
  let [inside, all] = [0, 0];
  for (const { area, rows } of places) {
    const [lon, lat] = middle(area) as [number, number];
    all += rows.length;
    if (lon > west && lon < east && lat > south && lat < north) inside += rows.length;
  }
  return all > 0 && inside * 2 >= all;
}

/** The frame around the middles of some places, so that half of them are not lost for one far off. */
export function around(places: readonly Place[]): Box | null {
  const drawn = places.filter(({ wide }) => !wide);
  const weighed = drawn.flatMap(({ area, rows }) => rows.map(() => middle(area)));
  if (!weighed.length) return null;
  const cut = (axis: 0 | 1): [number, number] => {
    const sorted = weighed.map((at) => at[axis]!).sort((a, b) => a - b);
    const off = sorted.length < 20 ? 0 : Math.floor(sorted.length * 0.03);
    return [sorted[off]!, sorted[sorted.length - 1 - off]!];
  };
  const [[west, east], [south, north]] = [cut(0), cut(1)];
  const room = Math.max(0.4, (east - west) * 0.08, (north - south) * 0.08);
  return [west - room, south - room, east + room, north + room];
}
