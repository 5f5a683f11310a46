// Who is said to hold what: claims in the order of their days, rivals side by side.
//
// In: claims that somebody holds, took or lost a place, each by one voice. Out: columns, one for each
// holder, and rows, one for each day, with the claims where they cross. Must hold: every
// claim is in one cell; columns stand in the order in which they are first named, which prefers
// nobody; nothing says who is right.

import type { EventPage, Holding, When } from './shapes';

export interface HeldClaim {
  /** Who holds it; null where nobody is named. */
  column: string | null;
  /** First and last day told; null where none is. */
  day: When | null;
}

export interface HeldTable<T extends HeldClaim> {
  columns: (string | null)[];
  rows: { when: When | null; cells: T[][] }[];
}

export function held<T extends HeldClaim>(claims: readonly T[]): HeldTable<T> {
  const sorted = [...claims].sort((a, b) => compare(a.day?.earliest, b.day?.earliest));
  const columns = [...new Set(sorted.map((one) => one.column))];
  // Those without a name stand last: they are nobody's side.
  columns.sort((a, b) => Number(a === null) - Number(b === null));
  const rows = new Map<string, HeldTable<T>['rows'][number]>();
  for (const one of sorted) {
    const [day, last] = [one.day?.earliest ?? null, one.day?.latest ?? null];
    const key = `${day ?? ''}/${last ?? ''}`;
    const row = rows.get(key) ?? {
      when: one.day,
      cells: columns.map(() => []),
    };
    row.cells[columns.indexOf(one.column)]?.push(one);
    rows.set(key, row);
  }
  return { columns, rows: [...rows.values()] };
}

/** The claims of one event on who holds its place, as a record has them. */
export function ofEvent({ event, names }: Pick<EventPage, 'event' | 'names'>): Holding[] {
  const [type, mode] = event.class.split('/');
  return event.claims
    .filter(({ slot }) => slot === 'outcome' || slot === 'responsibility')
    .map((claim) => {
      const party = claim.value.holder ?? claim.value.entity ?? null;
      return {
        event: event.id,
        how: type === 'CONTROL' && mode ? mode : 'outcome',
        when: event.when ?? null,
        party,
        party_name: party === null ? null : (names[party] ?? null),
        words: claim.value.text ?? null,
        places: event.where.map(({ name }) => name),
        said_by: claim.said_by,
        certainty: claim.certainty,
        polarity: claim.polarity,
        planned: claim.planned,
        claim: claim.id,
        report: claim.report,
        published: null,
        span: claim.span,
        quote: claim.quote,
      };
    });
}

/** Days in order; what has none comes last. */
function compare(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined) return 1;
  if (b === undefined) return -1;
  return a < b ? -1 : 1;
}
