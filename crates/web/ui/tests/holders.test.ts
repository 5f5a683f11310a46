// Rival holders side by side: every claim in one cell, none picked.
import { expect, test } from 'vitest';
import { held } from '../src/lib/holders';

const day = (earliest: string, latest = earliest) => ({
  earliest,
  latest,
  precision: 'day',
});

test('a day is a row, a holder is a column, in the order in which they are named', () => {
  const table = held([
    { column: 'E-b', day: day('2031-03-05') },
    { column: 'E-a', day: day('2031-03-04') },
    { column: 'E-b', day: day('2031-03-04') },
    { column: null, day: null },
    { column: 'E-a', day: day('2031-03-04', '2031-03-09') },
  ]);
  expect(table.columns).toEqual(['E-a', 'E-b', null]);
  expect(table.rows.map((row) => row.when && [row.when.earliest, row.when.latest])).toEqual([
    ['2031-03-04', '2031-03-04'],
    ['2031-03-04', '2031-03-09'],
    ['2031-03-05', '2031-03-05'],
    null,
  ]);
  expect(table.rows[0]?.cells.map((cell) => cell.length)).toEqual([1, 1, 0]);
  expect(table.rows.flatMap((row) => row.cells.flat())).toHaveLength(5);
});

test('nothing claimed is an empty table', () => {
  expect(held([])).toEqual({ columns: [], rows: [] });
});

test('many claims of the same day and holder are all kept', () => {
  const table = held(Array.from({ length: 3 }, () => ({ column: 'E', day: day('2031-03-04') })));
  expect(table.rows).toHaveLength(1);
  expect(table.rows[0]?.cells[0]).toHaveLength(3);
});
