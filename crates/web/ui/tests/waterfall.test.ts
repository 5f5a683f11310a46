// The bars follow one another and end where the program decided.
import { describe, expect, test } from 'vitest';
import { odds, reasons, signed, waterfall } from '../src/lib/waterfall';

const level = (weight: number) => ({ comparison: 'word', level: 'close', weight });

describe('waterfall', () => {
  test('each bar begins where the one before ended, the last at the weight', () => {
    const { bars, low, high } = waterfall({
      weight: 7.8,
      threshold: 2,
      levels: [-0.5, 4.3, 3.5, 0.5].map(level),
    });
    expect(bars.map((bar) => bar.from)).toEqual([0, -0.5, 3.8, 7.3]);
    expect(bars.at(-1)?.to).toBe(7.8);
    expect([low, high]).toEqual([-0.5, 7.8]);
  });

  test('what the levels do not add up to is a bar of its own', () => {
    const { bars } = waterfall({ weight: 3, levels: [level(1)] });
    expect(bars.at(-1)).toMatchObject({ weight: 2, from: 1, to: 3 });
    expect(waterfall({ weight: 1.04, levels: [level(1)] }).bars).toHaveLength(1);
  });

  test('nothing weighed is an empty picture that holds zero and the threshold', () => {
    expect(waterfall({ weight: 0, threshold: 2, levels: [] })).toEqual({
      bars: [],
      total: 0,
      threshold: 2,
      low: 0,
      high: 2,
    });
    expect(waterfall({ weight: -3, levels: [level(-3)] })).toMatchObject({
      threshold: null,
      low: -3,
    });
  });

  test('weights are read back from reasons, with what was needed', () => {
    const joined = 'told in r-1 and r-2; joined at +1.0, above +0.0 carries';
    expect(reasons([joined, 'prior -2.0, same place +3.0'])).toEqual({
      levels: [
        { comparison: '', level: 'prior', weight: -2 },
        { comparison: '', level: 'same place', weight: 3 },
      ],
      told: 'prior -2.0, same place +3.0',
      weight: 1,
      threshold: 0,
      mean: null,
    });
    expect(
      reasons(['what can be seen of both weighs +1.0: prior -2.0, same place +3.0']),
    ).toMatchObject({
      weight: 1,
      threshold: undefined,
      mean: null,
    });
  });

  test('the mean over all tellings is not what these two weigh, and is said apart', () => {
    expect(
      reasons(['joined at +0.5, above +0.0 carries', 'prior -2.0, likeness of the reports +9.6']),
    ).toMatchObject({ weight: 7.6, threshold: undefined, mean: { weight: 0.5, threshold: 0 } });
  });

  test('levels of names stand with what their reasons say was needed', () => {
    const said = [
      'their names and what stands around them weigh +7.8; +2.0 was needed',
      'the names weigh +7.8; +4.5 would carry',
      'the names alone weigh +7.8, and +4.5 would carry; what stands around them parts them',
    ];
    expect(said.map((one) => reasons([one], [level(7.8)])?.threshold)).toEqual([2, 4.5, 4.5]);
    expect(reasons(said, [level(7.8)])?.told).toBeNull();
  });

  test('where no reason has weights there is no picture', () => {
    for (const odd of ['', 'same place', 'same place +3.0, near', 'joined at once', 'a: b +x'])
      expect(reasons([odd])).toBeNull();
    expect(reasons([])).toBeNull();
  });

  test('weights in words', () => {
    expect(odds(0)).toBe('even');
    expect(odds(2)).toBe('about 4 to 1 for');
    expect(odds(-2)).toBe('about 4 to 1 against');
    expect(odds(7.8)).toBe('about 220 to 1 for');
    expect(odds(40)).toBe('more than a million to 1 for');
    expect([signed(2), signed(-0.5), signed(-0.01)]).toEqual(['+2.0', '−0.5', '0.0']);
  });
});
