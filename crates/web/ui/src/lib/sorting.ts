// Sorting rows of a table by a column that the address names: `mentions`, `-mentions` for the other way.

export type Key<T> = (row: T) => string | number | null | undefined;

/** Sorts stably; what is unknown comes last either way. */
export function sorted<T>(rows: readonly T[], by: string, keys: Record<string, Key<T>>): T[] {
  const turned = by.startsWith('-');
  const key = Object.hasOwn(keys, turned ? by.slice(1) : by)
    ? keys[turned ? by.slice(1) : by]
    : undefined;
  if (!key) return [...rows];
  return [...rows].sort((a, b) => {
    const [one, other] = [key(a), key(b)];
    if (one == null || other == null) return Number(one == null) - Number(other == null);
    const order =
      typeof one === 'number' && typeof other === 'number'
        ? one - other
        : String(one).localeCompare(String(other), 'en');
    return turned ? -order : order;
  });
}

/** What a click on a column asks for: numbers begin with the largest, a second click turns. */
export function next(by: string, column: string, numeric: boolean): string {
  if (by === column) return `-${column}`;
  if (by === `-${column}`) return column;
  return numeric ? `-${column}` : column;
}

/** As `aria-sort` has it. */
export function direction(by: string, column: string): 'ascending' | 'descending' | undefined {
  return by === column ? 'ascending' : by === `-${column}` ? 'descending' : undefined;
}
