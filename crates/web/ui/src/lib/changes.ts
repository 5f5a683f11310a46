// What a judgement changes, laid out for reading: each event and name as it was beside as it is.
//
// In: a `Change` of the server. Out: rows, in the order of the server; those that went or came say so.
import type { Brief, Change, Range } from './shapes';

/** One thing as it was and as it is; null on a side where it is not there. */
export interface Beside<T> {
  id: string;
  before: T | null;
  after: T | null;
}

/** The ends of a range: the smaller may be open where no smallest number is left. */
type Ends = Pick<Range, 'high'> & { low: number | null };

/** A range of people in words. */
export function rangeWords(range: Ends | null | undefined): string {
  if (!range || (range.low === null && range.high === null)) return 'none told';
  const { low, high } = range;
  if (low === null) return `up to ${high}`;
  if (high === null) return `${low} or more`;
  return low === high ? `${low}` : `${low} to ${high}`;
}

/** Pairs things of two lists by their ids; those that are on one side alone come where they stand. */
export function beside<T extends { id: string }>(before: T[], after: T[]): Beside<T>[] {
  const later = new Map(after.map((one) => [one.id, one]));
  const rows: Beside<T>[] = before.map((one) => ({
    id: one.id,
    before: one,
    after: later.get(one.id) ?? null,
  }));
  const known = new Set(before.map(({ id }) => id));
  for (const one of after)
    if (!known.has(one.id)) rows.push({ id: one.id, before: null, after: one });
  return rows;
}

/** What is another in an event, each with what it was and what it is; empty where nothing shown is. */
export function differs({
  before,
  after,
}: Beside<Brief>): { what: string; was: string; is: string }[] {
  if (!before || !after) return [];
  const days = (one: Brief) =>
    one.when
      ? one.when.earliest === one.when.latest
        ? one.when.earliest
        : `${one.when.earliest} to ${one.when.latest}`
      : 'no day told';
  const found: { what: string; was: string; is: string }[] = [];
  const note = (what: string, was: string, is: string) => {
    if (was !== is) found.push({ what, was, is });
  };
  note('title', before.title, after.title);
  note('when', days(before), days(after));
  note('killed', rangeWords(before.killed), rangeWords(after.killed));
  note(
    'cannot all hold',
    before.conflicts.join(', ') || 'nothing',
    after.conflicts.join(', ') || 'nothing',
  );
  const number = (n: number | undefined) => (n === undefined ? '' : String(n));
  note('voices', number(before.accounts), number(after.accounts));
  note('claims', number(before.claims), number(after.claims));
  note('reports', number(before.reports?.length), number(after.reports?.length));
  return found;
}

/** The headline of a change: how much it reaches. */
export function reach(change: Change): string {
  const count = (n: number, one: string, more: string) => `${n} ${n === 1 ? one : more}`;
  const touched = new Set([
    ...change.events,
    ...change.events_before.map(({ id }) => id),
    ...change.events_after.map(({ id }) => id),
  ]);
  const entities = beside(change.before, change.after).length;
  const parts = [
    touched.size && count(touched.size, 'event', 'events'),
    entities && count(entities, 'name', 'names'),
    change.reports.length && count(change.reports.length, 'report', 'reports'),
  ].filter(Boolean);
  return parts.length ? `It touches ${parts.join(', ')}.` : 'It changes nothing that is shown.';
}

/** Where a page's name or event goes when it is one no longer: to the first that came of it. */
export function became(change: Change, kind: string, id: string): string | null {
  const [before, after] =
    kind === 'entity'
      ? [change.before, change.after]
      : kind === 'event'
        ? [change.events_before, change.events_after]
        : [[], []];
  const is = (one: { id: string }) => one.id === id;
  return before.some(is) && !after.some(is) ? (after[0]?.id ?? null) : null;
}
