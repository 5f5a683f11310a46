// Areas, outlines and names on the map: never a point that nobody told, never two names on one spot.
import { geoArea, geoContains, geoDistance, geoMercator, geoPath } from 'd3-geo';
import { readFileSync } from 'node:fs';
import { neighbors } from 'topojson-client';
import { describe, expect, it } from 'vitest';
import {
  around,
  away,
  found,
  frame,
  middle,
  mostlyIn,
  places,
  polygon,
  rivals,
  within,
} from '../src/lib/geo';
import { fitted, merged } from '../src/lib/labels';
import { cut, disputes, meet, outlines, type Line } from '../src/lib/outlines';
import type { Area } from '../src/lib/shapes';
import { disc, place, row } from './rows';

const sector: Area = {
  shape: 'sector',
  lat: 20,
  lon: 30,
  from_km: 20,
  to_km: 50,
  bearing: 270,
  spread: 30,
};
const corridor: Area = { shape: 'corridor', lat: 20, lon: 30, to_lat: 21, to_lon: 31, width_km: 5 };
const km = (a: number[], b: number[]) =>
  geoDistance(a as [number, number], b as [number, number]) * 6371;

describe('areas', () => {
  it('are as large as what is told, and lie on the right side', () => {
    const round = polygon(disc(20, 30, 25))!;
    expect(geoArea(round) * 6371 ** 2).toBeCloseTo(Math.PI * 25 ** 2, -2);
    expect(geoContains(round, [30, 20])).toBe(true);
    const west = polygon(sector)!;
    expect(geoContains(west, [29.66, 20])).toBe(true);
    expect(geoContains(west, [30.34, 20])).toBe(false);
    expect(geoContains(west, [29.95, 20])).toBe(false);
    const road = polygon(corridor)!;
    expect(geoContains(road, [30.5, 20.5])).toBe(true);
    expect(geoContains(road, [30.5, 20.8])).toBe(false);
  });
  it('become paths of a picture that close', () => {
    const path = geoPath(geoMercator());
    for (const area of [disc(20, 30, 25), sector, corridor, { ...sector, spread: 180 }])
      expect(path(polygon(area)!), area.shape).toMatch(/^M[-\d.,]+(L[-\d.,]+)+Z$/);
  });
  it('are nothing where nothing is told', () => {
    for (const odd of [
      disc(20, 30, 0),
      disc(NaN, 30, 5),
      { shape: 'blob', lat: 1, lon: 1 },
      { shape: '', lat: 0, lon: 0 },
    ])
      expect(polygon(odd)).toBeNull();
    const bare = { ...place('Velm', null), lat: 20, lon: 30 };
    expect(places([row({ where: [bare] })])).toEqual([]);
    expect(found(row({ where: [bare] }))).toBe(false);
  });
  it('have a middle: of a sector half way out', () => {
    expect(km(middle(sector), [30, 20])).toBeCloseTo(35, 0);
    expect(middle(corridor)[0]).toBeCloseTo(30.5, 1);
    expect(km(away([30, 20], 90, 100), [30, 20])).toBeCloseTo(100, 1);
    expect(away([179.9, 0], 90, 100)[0]).toBeLessThan(0);
  });
  it('gather the events told of them, the widest first', () => {
    const velm = place('Velm', disc(20, 30, 25));
    const same = place('the town', disc(20, 30, 25));
    const land = place('Karsova', disc(21, 31, 3000));
    const gathered = places([
      row({ id: 'a', where: [velm, velm, land] }),
      row({ id: 'b', where: [velm] }),
      row({ id: 'c', where: [same, place('nowhere', null)] }),
    ]);
    expect(gathered.map(({ name, rows, wide }) => [name, rows.length, wide])).toEqual([
      ['Karsova', 1, true],
      ['Velm', 3, false],
    ]);
    const off = row({ where: [place('Velm', sector)] });
    expect(places([off])[0]!.name).toBe('by Velm');
    expect(places([{ ...off, places: ['35 km west of Velm'] }])[0]!.name).toBe(
      '35 km west of Velm',
    );
    const view = around(gathered)!;
    expect(view[0]).toBeGreaterThan(29);
    expect(view[2]).toBeLessThan(31);
    expect(around([])).toBeNull();
    expect(mostlyIn(gathered, [29, 19, 30.5, 20.5])).toBe(true);
    expect(mostlyIn(gathered, [30.5, 20.5, 32, 22])).toBe(false);
    expect(mostlyIn([], [0, 0, 9, 9])).toBe(false);
  });
  it('may lie in a box, but a whole country does not', () => {
    const near = row({ where: [place('Velm', disc(20, 30, 25))] });
    expect(within(near, [30.1, 19, 31, 21])).toBe(true);
    expect(within(near, [30.5, 19, 31, 21])).toBe(false);
    expect(within(row({ where: [place('K', disc(20, 30, 3000))] }), [29, 19, 31, 21])).toBe(false);
    const [west, south, east, north] = frame(disc(60, 0, 111.195));
    expect(north - south).toBeCloseTo(2);
    expect(east - west).toBeCloseTo(4, 0);
  });
  it('are joined as the server tells, where both can be drawn', () => {
    const a = place('A', disc(20, 30, 10));
    const b = place('B', disc(20, 31, 10));
    const nowhere = place('N', null);
    expect(rivals(row({ conflicts: ['place'], where: [a, b] }))).toEqual([]);
    const told: [number, number][] = [
      [0, 1],
      [0, 2],
      [0, 9],
    ];
    expect(rivals(row({ where: [a, b, nowhere], rivals: told }))).toEqual([[a, b]]);
  });
});

describe('names on the map', () => {
  const size = { width: 300, height: 200 };
  const measure = (text: string) => text.length * 6;
  it('never cover each other, nor a mark', () => {
    const wishes = Array.from({ length: 80 }, (_, index) => ({
      key: String(index),
      text: `Place ${index}`,
      x: (index * 37) % 300,
      y: (index * 53) % 200,
    }));
    const placed = fitted(wishes, measure, size, [[140, 90, 160, 110]]);
    expect(placed.length).toBeGreaterThan(8);
    expect(placed.length).toBeLessThan(80);
    const rects = [
      ...placed.map(({ left, top, width }) => [left, top, left + width, top + 13]),
      [140, 90, 160, 110],
    ] as [number, number, number, number][];
    rects.forEach((a, index) => {
      for (const b of rects.slice(index + 1))
        expect(a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]).toBe(false);
    });
  });
  it('favour the first, and leave out what does not fit at all', () => {
    const [x, y] = [150, 100];
    const long = { key: 'l', text: 'x'.repeat(90), x, y };
    const placed = fitted([long, { key: 'a', text: 'A', x, y }], measure, size);
    expect(placed.map(({ key }) => key)).toEqual(['a']);
  });
  it('numbers that would cover each other become one', () => {
    const marks = [
      { x: 0, y: 0, weight: 1 },
      { x: 5, y: 0, weight: 9 },
      { x: 100, y: 0, weight: 2 },
    ];
    const found = merged(marks, 19);
    expect(found.map(({ x, of }) => [x, of.length])).toEqual([
      [5, 2],
      [100, 1],
    ]);
  });
});

describe('outlines', () => {
  // Three squares in a row; the two borders between them stand at 1 and at 2 degrees.
  const square = (name: string, id: string | undefined, arcs: number[][]) => ({
    type: 'Polygon' as const,
    id,
    properties: { name },
    arcs,
  });
  const world = {
    type: 'Topology',
    objects: {
      countries: {
        type: 'GeometryCollection',
        geometries: [
          square('West', '001', [[0, 1]]),
          square('Middle', '002', [[~1, 2, 3, 4]]),
          square('East', undefined, [[~3, 5]]),
        ],
      },
    },
    arcs: [
      [
        [1, 1],
        [0, 1],
        [0, 0],
        [1, 0],
      ],
      [
        [1, 0],
        [1, 0.5],
        [1, 1],
      ],
      [
        [1, 0],
        [2, 0],
      ],
      [
        [2, 0],
        [2, 1],
      ],
      [
        [2, 1],
        [1, 1],
      ],
      [
        [2, 0],
        [3, 0],
        [3, 1],
        [2, 1],
      ],
    ],
  } as unknown as Parameters<typeof outlines>[0];
  const xs = (lines: readonly Line[]) => lines.map(({ at }) => at[0]![0]);

  it('draw a border once: whole, or dashed', () => {
    const plain = outlines(world, []);
    expect(xs(plain.borders).sort()).toEqual([1, 2]);
    expect(plain.disputed).toEqual([]);
    expect(plain.land).toHaveLength(3);
    expect(plain.coasts.flatMap(({ at }) => at).some(([x]) => x === 0)).toBe(true);
    for (const { at } of plain.coasts)
      expect(at.every(([x, y]) => (x === 1 || x === 2) && y !== 0 && y !== 1)).toBe(false);
    const pair = outlines(world, disputes('a\tb\tbox\tnote\n002\t001\t\tx'));
    expect([xs(pair.borders), xs(pair.disputed)]).toEqual([[2], [1]]);
    const named = outlines(world, disputes('a\tb\tbox\tnote\nEast\t*\t\tx'));
    expect([xs(named.borders), xs(named.disputed)]).toEqual([[1], [2]]);
  });
  it('dash only the part that is disputed', () => {
    const part = outlines(world, disputes('a\tb\tbox\tnote\n001\t002\t0.5,0.5,1.5,1.5\tx'));
    expect(part.disputed.map(({ at }) => at)).toEqual(
      [
        [
          [1, 0.5],
          [1, 1],
        ],
      ].map(reversible),
    );
    expect(part.borders).toHaveLength(2);
    expect(
      cut(
        [
          [0, 0],
          [1, 0],
          [2, 0],
        ],
        [[0.9, -1, 3, 1]],
      ).map(({ inside }) => inside),
    ).toEqual([false, true]);
  });
  function reversible(line: number[][]) {
    return expect.toSatisfy(
      (got: number[][]) =>
        JSON.stringify(got) === JSON.stringify(line) ||
        JSON.stringify([...got].reverse()) === JSON.stringify(line),
    );
  }

  it('of the reviewed table are all in the shipped outlines', () => {
    const table = readFileSync('../../../data/outlines/disputed.tsv', 'utf8');
    const real = JSON.parse(readFileSync('node_modules/world-atlas/countries-50m.json', 'utf8'));
    const read = disputes(table);
    expect(read.length).toBe(
      table.split('\n').filter((line) => line && !line.startsWith('#')).length - 1,
    );
    const shapes = real.objects.countries.geometries;
    const ids = shapes.map((one: { id?: string; properties: { name: string } }) =>
      String(one.id ?? one.properties.name),
    );
    const beside = neighbors(shapes);
    for (const { a, b, box, note } of read) {
      const near = beside[ids.indexOf(a)]?.map((at) => ids[at]);
      expect(near, `${a}: ${note}`).toBeDefined();
      if (b === null) expect(near!.length, a).toBeGreaterThan(0);
      else expect(near, `${a} ${b}: ${note}`).toContain(b);
      if (box) expect(box[0] < box[2] && box[1] < box[3], note).toBe(true);
      expect(note.length).toBeGreaterThan(10);
    }
    // A part of a border is dashed only where its frame meets the border.
    const parts = read.filter(({ box }) => box);
    const { disputed } = outlines(real, parts);
    for (const { a, b, box } of parts)
      expect(
        disputed.some(({ frame }) => meet(frame, box!)),
        `${a} ${b}`,
      ).toBe(true);
    expect(outlines(real, read).disputed.length).toBeGreaterThan(disputed.length);
  });
  it('take odd lines of the table for none', () => {
    expect(disputes('# x\na\tb\tbox\tnote\n\n001\n\t\t\t\n001\t002\t1,2\tn')).toEqual([
      { a: '001', b: '002', box: null, note: 'n' },
    ]);
  });
});
