// Columns sort either way, and what is unknown stays last.
import { expect, test } from 'vitest';
import { direction, next, sorted } from '../src/lib/sorting';

const rows = [
  { name: 'b', n: 2 },
  { name: 'a', n: null },
  { name: 'ب', n: 7 },
  { name: 'c', n: 2 },
];
const keys = { name: (row: (typeof rows)[0]) => row.name, n: (row: (typeof rows)[0]) => row.n };

test('numbers both ways, unknown last', () => {
  expect(sorted(rows, 'n', keys).map((row) => row.name)).toEqual(['b', 'c', 'ب', 'a']);
  expect(sorted(rows, '-n', keys).map((row) => row.name)).toEqual(['ب', 'b', 'c', 'a']);
});

test('a column that is none, even one of the language, changes nothing', () => {
  for (const odd of ['', '-', 'toString', '-constructor', 'x'])
    expect(sorted(rows, odd, keys)).toEqual(rows);
});

test('clicks turn, and say which way', () => {
  expect(next('', 'n', true)).toBe('-n');
  expect(next('-n', 'n', true)).toBe('n');
  expect(next('n', 'n', true)).toBe('-n');
  expect(next('n', 'name', false)).toBe('name');
  expect([direction('-n', 'n'), direction('n', 'n'), direction('x', 'n')]).toEqual([
    'descending',
    'ascending',
    undefined,
  ]);
});
