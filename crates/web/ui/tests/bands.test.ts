// Relations on a scale of days: open ends stay open, what has no day has no place.
import { describe, expect, test } from 'vitest';
import { bands, day, extent } from '../src/lib/bands';

const told = (more: object) => ({
  subject: 'E-1',
  relation: 'leads',
  object: 'E-2',
  polarity: 'affirmed',
  ...more,
});

describe('bands', () => {
  test('one band for a pair and a way, every telling in it', () => {
    const found = bands([
      told({ when: { earliest: '2031-03-04', latest: '2031-03-05' } }),
      told({ since: '2030-01-01', when: { earliest: '2030-01-01', latest: '2030-01-01' } }),
      told({}),
      told({ object: 'E-3', until: '2029-01-01', polarity: 'denied' }),
    ]);
    expect(found).toHaveLength(2);
    expect(found[0]).toMatchObject({ object: 'E-3', stretches: [{ from: null, denied: true }] });
    expect(found[1]?.stretches.map((one) => one.to)).toEqual([day('2031-03-05'), null]);
    expect(found[1]?.undated).toHaveLength(1);
  });

  test('a telling without a day stands at the day of its report, and says so', () => {
    const [band] = bands([
      told({ day: '2031-03-04', day_of: 'published' }),
      told({ day: '2031-03-04', day_of: null }),
    ]);
    expect(band?.stretches).toMatchObject([{ from: day('2031-03-04'), published: true }]);
    expect(band?.undated).toHaveLength(1);
  });

  test('the scale spans what has days, and is none where nothing has', () => {
    expect(extent(bands([told({})]))).toBeNull();
    expect(extent([])).toBeNull();
    const [low, high] = extent(bands([told({ since: '2031-03-04' })]))!;
    expect(low).toBeLessThan(day('2031-03-04')!);
    expect(high).toBeGreaterThan(day('2031-03-04')!);
  });

  test('odd days are no days', () => {
    expect([day('2031-99-99'), day(''), day(null), day('soon')]).toEqual([null, null, null, null]);
    expect(day('1970-01-02')).toBe(1);
    expect(day('2031-03')).toBe(day('2031-03-01'));
  });
});
