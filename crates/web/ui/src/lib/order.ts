// The order of the list: by a column, either way; equal events keep the order of time.
//
// In: the rows as the server has them, by time. Out: a new list. What is not told goes last both ways.
import type { Sort } from './filters';
import type { Row } from './shapes';

type Reads = (row: Row, book: string) => number | string | null;

const reads: Record<Sort, Reads> = {
  time: (row) => row.when?.earliest ?? null,
  title: (row) => row.title,
  reports: (row) => row.reports,
  outlets: (row) => row.outlets.length,
  origins: (row) => row.origins,
  killed: (row) => row.killed?.low ?? null,
  width: (row) => (row.killed ? width(row.killed) : null),
  disagreements: (row) => row.conflicts.length,
  grade: (row, book) => row.grades[book] ?? null,
};
/** Columns of which one first wants to see the smallest. */
const risingFirst: readonly Sort[] = ['time', 'title', 'grade'];

/** How far apart the numbers told are; an open end is as wide as can be. */
export function width(range: { low: number; high: number | null }): number {
  return range.high === null ? Number.MAX_SAFE_INTEGER : range.high - range.low;
}

/** Whether a column stands with its smallest first. */
export function rises(sort: Sort, turned: boolean): boolean {
  return risingFirst.includes(sort) !== turned;
}

/** The rows by a column. */
export function ordered(rows: readonly Row[], sort: Sort, turned: boolean, book: string): Row[] {
  const read = reads[sort];
  const way = rises(sort, turned) ? 1 : -1;
  const keyed = rows.map((row) => ({ row, key: read(row, book) }));
  keyed.sort((a, b) => {
    if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
    if (typeof a.key === 'string') return way * compare.compare(a.key, String(b.key));
    return way * (a.key - Number(b.key));
  });
  return keyed.map(({ row }) => row);
}
const compare = new Intl.Collator('en', { numeric: true });
