// What a row of the overview says in few words: the same in timeline, map and list.
import type { Range, Row } from './shapes';
import { days } from './when';

/** `12–15+`: smallest told, largest told, and whether some voice sets no upper end. */
export function range({ low, high, told }: Range): string {
  const upper = high ?? told;
  return `${low}${upper > low ? `–${upper}` : ''}${high === null ? '+' : ''}`;
}

const numbers = new Intl.NumberFormat('en');

export function counted(number: number, noun: string): string {
  return `${numbers.format(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** What an event is, for those who hear it and for the line below the pictures. */
export function told(row: Row, book: string): string[] {
  const grade = row.grades[book];
  return [
    days(row.when),
    ...(row.aggregate ? ['Σ a sum over a period'] : []),
    ...(row.conflicts.length ? [`≠ cannot all hold: ${row.conflicts.join(', ')}`] : []),
    ...(row.killed ? [`${range(row.killed)} killed`] : []),
    `${counted(row.origins, 'origin')}, ${counted(row.reports, 'report')}`,
    ...(grade ? [`${book}: ${grade}`] : []),
  ];
}
