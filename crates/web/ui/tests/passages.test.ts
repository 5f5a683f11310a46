// Passages by report, and found words marked in any script.
import { describe, expect, test } from 'vitest';
import { grouped, pieces, spellings, type Passage } from '../src/lib/passages';

const passage = (id: string, field: string, report: string | null): Passage => ({
  id,
  field,
  report,
  event: null,
  snippet: '',
  found: [],
  spans: [],
});

describe('grouped', () => {
  test('reports keep the order of their best passage; headline, text, quotes inside', () => {
    const { names, reports } = grouped([
      passage('r2#c1', 'quote', 'r2'),
      passage('E-1', 'names', null),
      passage('r1', 'text', 'r1'),
      passage('r2', 'title', 'r2'),
      passage('r2', 'text', 'r2'),
    ]);
    expect(names.map((one) => one.id)).toEqual(['E-1']);
    expect(reports.map((one) => one.report)).toEqual(['r2', 'r1']);
    expect(reports[0]?.passages.map((one) => one.field)).toEqual(['title', 'text', 'quote']);
  });

  test('nothing found is nothing shown, and an unknown field is not lost', () => {
    expect(grouped([])).toEqual({ names: [], reports: [] });
    expect(grouped([passage('r', 'margin', 'r')]).reports[0]?.passages).toHaveLength(1);
  });
});

describe('pieces', () => {
  const text = (found: number[][], of = '🔥 nine قُتل in Velm') =>
    pieces(of, found).map((one) => (one.found === null ? one.text : `[${one.text}]`));

  test('code points, not units', () => {
    expect(text([[2, 6]])).toEqual(['🔥 ', '[nine]', ' قُتل in Velm']);
    expect(text([[7, 11]])).toEqual(['🔥 nine ', '[قُتل]', ' in Velm']);
  });

  test('overlapping, turned, empty and outside places lose no word', () => {
    for (const found of [
      [
        [2, 6],
        [4, 11],
      ],
      [
        [7, 11],
        [2, 6],
      ],
      [[3, 3]],
      [[90, 99]],
      [[15, 99]],
      [[6, 2]],
    ])
      expect(
        pieces('🔥 nine قُتل in Velm', found)
          .map((one) => one.text)
          .join(''),
      ).toBe('🔥 nine قُتل in Velm');
    expect(text([], '')).toEqual([]);
  });

  test('found words keep their number, so that each leads to its place', () => {
    expect(
      pieces('a b a', [
        [4, 5],
        [0, 1],
      ]).map((one) => one.found),
    ).toEqual([1, null, 0]);
  });
});

test('spellings are listed once', () => {
  expect(spellings({ ...passage('E', 'names', null), snippet: 'Velm\nفيلم\nVelm\n' })).toEqual([
    'Velm',
    'فيلم',
  ]);
});
