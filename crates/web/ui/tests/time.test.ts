// The axis of time and the lanes on it: precision is width, outliers do not squash the rest.
import { describe, expect, it } from 'vitest';
import { laid, lanes, pack, step } from '../src/lib/lanes';
import { axis, densest, joined, marks, moved } from '../src/lib/scale';
import { DAY, day, days, stretch, type Stretch } from '../src/lib/when';
import { disc, place, row } from './rows';

const at = (text: string) => Date.parse(`${text}T00:00:00Z`);
const on = (from: string, to = from): Stretch => ({ from: at(from), to: at(to) + DAY });

describe('the days of an event', () => {
  const when = (earliest: string, latest: string, part?: string) => ({
    earliest,
    latest,
    precision: 'day',
    part,
  });
  it('are as wide as what is known', () => {
    const wide = (...of: [string, string, string?]) => {
      const one = stretch(when(...of))!;
      return (one.to - one.from) / DAY;
    };
    expect(wide('2031-03-04', '2031-03-04')).toBe(1);
    expect(wide('2031-03-01', '2031-03-31')).toBe(31);
    expect(wide('2031-03-04', '2031-03-04', 'MO')).toBe(0.5);
    expect(wide('2031-03-04', '2031-03-04', '15:00')).toBeCloseTo(1 / 24);
  });
  it('stay whole where a part of the day could be read two ways', () => {
    const wide = (part: string, latest = '2031-03-04') =>
      (stretch(when('2031-03-04', latest, part))!.to - at('2031-03-04')) / DAY;
    for (const part of ['NI', '15:00Z', '19:00+03:00', '99:00', ''])
      expect(wide(part), part).toBe(1);
    expect(wide('MO', '2031-03-05')).toBe(2);
  });
  it('are none where none is told, or none can be read', () => {
    expect(stretch(null)).toBeNull();
    expect(stretch(when('soon', 'later'))).toBeNull();
    expect(stretch(when('2031-03-05', '2031-03-04'))).toBeNull();
  });
  it('are written as the terminal writes them', () => {
    expect(days(null)).toBe('date not told');
    expect(days(when('2031-03-04', '2031-03-04'))).toBe('2031-03-04');
    expect(days(when('2032-02-01', '2032-02-29'))).toBe('2032-02');
    expect(days(when('2031-02-01', '2031-02-27'))).toBe('2031-02-01/2031-02-27');
    expect(days(when('2031-01-01', '2031-12-31'))).toBe('2031');
    expect(days(when('2031-03-04', '2031-03-04', 'NI'))).toBe('2031-03-04 night');
  });
});

describe('the axis', () => {
  const dense = Array.from({ length: 60 }, (_, index) => ({
    from: at('2031-01-01') + index * 5 * DAY,
    to: at('2031-01-01') + (index * 5 + 1) * DAY,
  }));
  const outlier = on('1948-05-14');

  it('folds a long stretch without anything, so that one outlier takes little', () => {
    const folded = axis([outlier, ...dense], true);
    const open = axis([outlier, ...dense], false);
    const share = (one: typeof folded) =>
      (one.at(at('2031-10-20')) - one.at(at('2031-01-01'))) / one.length;
    expect(share(folded)).toBeGreaterThan(0.9);
    expect(share(open)).toBeLessThan(0.02);
    expect(folded.pieces.filter((piece) => piece.folded)).toHaveLength(1);
    expect(open.pieces).toHaveLength(1);
  });
  it('never turns back, and comes back to where it was', () => {
    const folded = axis(
      [outlier, ...dense, on('2036-01-01', '2036-12-31'), on('1500-01-01', '1599-12-31')],
      true,
    );
    let before = -Infinity;
    for (let instant = at('1499-12-01'); instant < at('2037-02-01'); instant += 37 * DAY) {
      const unit = folded.at(instant);
      expect(unit).toBeGreaterThan(before);
      before = unit;
      expect(Math.abs(folded.instant(unit) - instant)).toBeLessThan(DAY);
    }
  });
  it('has equal length for equal time where nothing is folded', () => {
    const folded = axis([outlier, ...dense], true);
    expect(folded.at(at('2031-02-02')) - folded.at(at('2031-02-01'))).toBeCloseTo(1);
    expect(folded.at(at('2031-03-08')) - folded.at(at('2031-03-01'))).toBeCloseTo(7);
  });
  it('does not hold a stretch open for what is dated to a century', () => {
    const folded = axis([on('1900-01-01', '1999-12-31'), ...dense], true);
    expect(folded.pieces.some((piece) => piece.folded)).toBe(true);
    const alone = axis([on('1900-01-01', '1999-12-31')], true);
    expect(alone.pieces.some((piece) => piece.folded)).toBe(false);
    expect(alone.length).toBeGreaterThan(36_000);
  });
  it('begins where most events lie', () => {
    const open = axis([outlier, ...dense], false);
    const [start, end] = densest(open, [outlier, ...dense]);
    expect(day(open.instant(start))).toMatch(/^203/);
    expect(end - start).toBeLessThan(400);
    expect(densest(open, [outlier])).toEqual([0, open.length]);
  });
  it('stands without any event', () => {
    const none = axis([], true);
    expect(none.length).toBe(1);
    expect(none.at(5)).toBe(0);
    expect(densest(none, [])).toEqual([0, 1]);
    expect(marks(none, [0, 1], 500)).toEqual([]);
  });
  it('joins what lies close', () => {
    expect(joined([on('2031-01-05'), on('2031-01-01'), on('2031-01-02')], 0)).toHaveLength(2);
    expect(joined([on('2031-01-05'), on('2031-01-01')], 9 * DAY)).toHaveLength(1);
  });
  it('writes dates apart from each other, the first with its year', () => {
    const one = axis(dense, true);
    const written = marks(one, [0, one.length], 900);
    expect(written.length).toBeGreaterThan(4);
    expect(written[0]!.label).toMatch(/203\d/);
    written
      .slice(1)
      .forEach((mark, index) => expect(mark.at - written[index]!.at).toBeGreaterThan(45));
  });
  it('moves and zooms within its ends, and not beyond half a day', () => {
    const one = axis(dense, true);
    expect(moved(one, [0, 100], { shift: -1 })).toEqual([0, 100]);
    expect(moved(one, [0, 100], { zoom: 2, around: 100 })).toEqual([50, 100]);
    expect(moved(one, [0, 100], { zoom: 1e-9 })).toEqual([0, one.length]);
    const [start, end] = moved(one, [0, 1], { zoom: 1e9 });
    expect(end - start).toBe(0.5);
  });
});

describe('lanes', () => {
  const velm = place('Velm', disc(10, 10, 25));
  const orn = place('Orn', null);
  const rows = [
    row({ id: 'a', where: [velm, orn, velm], actors: ['E-1'], outlets: ['X', 'Y'] }),
    row({ id: 'b', where: [velm], when: null }),
    row({ id: 'c', class: 'AGREE' }),
  ];
  it('hold an event told of two places twice, and once where a place is named twice', () => {
    const found = lanes(rows, 'place', {});
    expect(found.map(({ label, events }) => [label, events])).toEqual([
      ['Velm', 2],
      ['Orn', 1],
      ['no place told', 1],
    ]);
    expect(found[0]!.bars.map(({ row }) => row.id)).toEqual(['a']);
    expect(found[0]!.undated.map(({ id }) => id)).toEqual(['b']);
  });
  it('are made by actor, class and outlet too, with names', () => {
    expect(lanes(rows, 'actor', { 'E-1': 'The Ninth' }).map(({ label }) => label)).toEqual([
      'The Ninth',
      'nobody named',
    ]);
    expect(lanes(rows, 'class', { AGREE: 'agreement' }).map(({ label }) => label)).toEqual([
      'ASSAULT/heavy-weapons',
      'agreement',
    ]);
    expect(lanes(rows, 'outlet', {}).map(({ key }) => key)).toEqual(['Orn Daily', 'X', 'Y']);
    expect(lanes([], 'place', {})).toEqual([]);
  });
  it('take names such as __proto__ for what they are', () => {
    const odd = lanes([row({ where: [place('__proto__', null)] })], 'place', {});
    expect(odd[0]!.key).toBe('__proto__');
  });
  it('pack so that nothing on a line overlaps', () => {
    const places = Array.from({ length: 300 }, (_, index): [number, number] => {
      const start = index * 3;
      return [start, start + ((index * 7919) % 40) + 2];
    });
    const { line, lines, room, left } = pack(places, 2, 50);
    expect(left).toBe(0);
    const ends: number[] = Array.from({ length: lines }, () => -Infinity);
    places.forEach(([start, end], index) => {
      expect(start).toBeGreaterThanOrEqual(ends[line[index]!]!);
      ends[line[index]!] = end;
    });
    expect(room.every((free) => free >= 2)).toBe(true);
  });
  it('have room for titles where few events lie, and none where many do', () => {
    const few = lanes([row({ id: 'a', where: [velm] })], 'place', {})[0]!;
    expect(laid(few, [[0, 1]], 10).room[0]).toBe(Infinity);
    const many = lanes(
      Array.from({ length: 40 }, (_, index) => row({ id: String(index), where: [velm] })),
      'place',
      {},
    )[0]!;
    const close = laid(
      many,
      many.bars.map(() => [0, 1]),
      10,
    );
    expect(close.lines).toBe(8);
    expect(close.left).toBe(32);
  });
  it('are walked by arrows: along a lane, and to the nearest of the next', () => {
    const units: [number, number][][] = [
      [
        [0, 1],
        [5, 6],
        [9, 10],
      ],
      [],
      [
        [1, 2],
        [8, 9],
      ],
    ];
    const packed = units.map((of) => ({
      line: of.map(() => 0),
      lines: 1,
      room: [],
      left: 0,
    }));
    packed[0]!.line[1] = -1;
    const walk = (key: string, lane: number, at: number) => step(key, [lane, at], units, packed);
    expect(walk('ArrowRight', 0, 0)).toEqual([0, 2]);
    expect(walk('ArrowRight', 0, 2)).toBeNull();
    expect(walk('ArrowLeft', 0, 0)).toBeNull();
    expect(walk('ArrowDown', 0, 2)).toEqual([2, 1]);
    expect(walk('ArrowUp', 2, 0)).toEqual([0, 0]);
    expect(walk('ArrowDown', 2, 0)).toBeNull();
  });
  it('tell how many found no room', () => {
    const same = Array.from({ length: 10 }, (): [number, number] => [0, 5]);
    const { line, left } = pack(same, 2, 3);
    expect(left).toBe(7);
    expect(line.filter((at) => at < 0)).toHaveLength(7);
  });
});
