// Answers by kind, α that is not defined, and reasons that name every coding.
import { describe, expect, test } from 'vitest';
import { alphaBounds, alphaShown, alphaWords, percent } from '../src/lib/alpha';
import { adjudication, choices, keptAs, quoted, typedValue } from '../src/lib/coding';

const alpha = (value: number, between: [number, number] | null = null) => ({ value, between });

describe('α in words', () => {
  test('what is not defined is never a number', () => {
    for (const none of [null, undefined, alpha(NaN)]) {
      expect(alphaWords(none, 'nominal')).toContain('not defined');
      expect(alphaWords(none, 'nominal')).not.toMatch(/\d/);
      expect(alphaBounds(none)).toBe('');
    }
    expect(alphaWords(alpha(0.743), 'nominal')).toBe('α = 0.743 (nominal)');
    expect(alphaWords(alpha(0.5, [-0.1, 0.9]), 'ratio')).toBe(
      'α = 0.500 (ratio, −0.100 to 0.900 in 95 of 100 resamples)',
    );
    expect([alphaShown(-0.2), alphaShown(-0.0001), alphaShown(1)]).toEqual([
      '−0.200',
      '0.000',
      '1.000',
    ]);
  });

  test('bounds at their edges', () => {
    expect(alphaBounds(alpha(0.8))).toContain('.800');
    expect(alphaBounds(alpha(0.667))).toContain('tentative');
    expect(alphaBounds(alpha(0.666))).toContain('below');
    expect(alphaBounds(alpha(-0.1))).toContain('chance');
    expect([percent(0.5), percent(null), percent(NaN)]).toEqual(['50 %', 'none', 'none']);
  });
});

describe('coding', () => {
  test('each answer has a key of its own; a slot is typed, or unsure', () => {
    for (const kind of ['claim', 'entities', 'events']) {
      const keys = choices(kind).map((one) => one.key);
      expect(keys).toHaveLength(3);
      expect(new Set(keys).size).toBe(3);
    }
    expect(choices('slot').map((one) => one.value)).toEqual(['unsure']);
  });

  test('typed values: blank is none, digits of any script count', () => {
    expect([
      typedValue('  '),
      typedValue(' 12 '),
      typedValue('١٢'),
      typedValue('the Front'),
    ]).toEqual([null, '12', '12', 'the Front']);
  });

  test('a reason keeps the ids of the codings and says what each coder said', () => {
    expect(
      adjudication('adjudicates C-4 and C-9: ', [
        { by: 'ana', value: 'yes', note: 'first line' },
        { by: 'ben', value: 'no' },
      ]),
    ).toBe('adjudicates C-4 and C-9: ana coded “yes” (first line), ben coded “no”; ');
  });

  test('spans of quotes count code points', () => {
    const item = {
      id: 'I-1',
      named: 'r#c1',
      kind: 'claim',
      question: '',
      now: [],
      quotes: [{ report: 'r', start: 4, quote: '🔥 قُتل', claim: 'r#c1' }],
    };
    expect(quoted(item)[0]?.span).toEqual([4, 10]);
  });

  test('drawn sets are told apart by all that draws them', () => {
    const all = [
      keptAs('a', 'claim', '20', '1'),
      keptAs('a', 'claim', '2', '01'),
      keptAs('a claim', '', '20', '1'),
      keptAs('b', 'claim', '20', '1'),
    ];
    expect(new Set(all).size).toBe(4);
  });
});
