// Answers by kind, α that is not defined, and reasons that name every coding.
import { describe, expect, test } from 'vitest';
import { alphaBounds, alphaShown, alphaWords, percent } from '../src/lib/alpha';
import { adjudication, choices, typedValue } from '../src/lib/coding';

describe('α in words', () => {
  test('what is not defined is never a number', () => {
    for (const none of [null, NaN]) {
      expect(alphaWords(none, 'nominal')).toContain('not defined');
      expect(alphaWords(none, 'nominal')).not.toMatch(/\d/);
      expect(alphaBounds(none)).toBe('');
    }
    expect(alphaWords(0.743, 'nominal')).toBe('α = 0.743 (nominal)');
    expect([alphaShown(-0.2), alphaShown(-0.0001), alphaShown(1)]).toEqual([
      '−0.200',
      '0.000',
      '1.000',
    ]);
  });

  test('bounds at their edges', () => {
    expect(alphaBounds(0.8)).toContain('.800');
    expect(alphaBounds(0.667)).toContain('tentative');
    expect(alphaBounds(0.666)).toContain('below');
    expect(alphaBounds(-0.1)).toContain('chance');
    expect([percent(0.5), percent(null), percent(NaN)]).toEqual(['50 %', 'none', 'none']);
  });
});

describe('coding', () => {
  test('each answer has a key of its own; a slot has none', () => {
    for (const kind of ['claim', 'entities', 'events']) {
      const keys = choices(kind).map((one) => one.key);
      expect(keys).toHaveLength(3);
      expect(new Set(keys).size).toBe(3);
    }
    expect(choices('slot')).toEqual([]);
  });

  test('typed values: blank is none, digits of any script count', () => {
    expect([
      typedValue('  '),
      typedValue(' 12 '),
      typedValue('١٢'),
      typedValue('the Front'),
    ]).toEqual([null, '12', '12', 'the Front']);
  });

  test('a reason names both codings', () => {
    const reason = adjudication([
      { coder: 'ana', value: 'yes', note: 'first line' },
      { coder: 'ben', value: 'no' },
    ]);
    expect(reason).toBe('ana coded “yes” (first line); ben coded “no”. Settled: ');
    expect(adjudication([])).toBe('');
  });
});
