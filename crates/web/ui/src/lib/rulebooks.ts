// What a rulebook makes of an event, laid out for reading.
//
// In: a coding with its trace, the description of the rulebook where the server gives one. Out: fields
// in the rulebook's order, rival readings as columns, values in words. Must hold: unknown is said, and
// never shown as nought.
import type { Coding, EventPage } from './shapes';

type Trace = Coding['trace'];
export interface Column {
  /** The words that set the reading apart; empty where there is one. */
  reading: string;
  values: Record<string, unknown>;
  trace: Trace;
}

/** Members of a coding that are not fields. */
const FRAME = new Set(['version', 'trace', 'readings', 'reading']);

/** The readings of a coding as columns; one where they are not told apart. */
export function columns(coding: Coding): Column[] {
  if (!coding.readings?.length) return [{ reading: '', values: coding, trace: coding.trace }];
  return coding.readings.map((one) => ({ reading: one.reading, values: one, trace: one.trace }));
}

/** The fields to show, as the rulebook orders them. */
export function shownFields(
  coding: Coding,
  book: EventPage['rulebooks'][number] | undefined,
): { name: string; says: string }[] {
  const known = (book?.fields ?? [])
    .filter(({ shown, name }) => shown && name in coding)
    .map(({ name, says }) => ({ name, says }));
  if (known.length) return known;
  return Object.keys(coding)
    .filter((name) => !FRAME.has(name))
    .map((name) => ({ name, says: '' }));
}

/** The rules that had a part in a field. */
export function stepsOf(trace: Trace, field: string): Trace {
  return trace.filter((step) => step.field === field);
}

/** The value of a field in words. */
export function fieldWords(value: unknown): string {
  if (value === null || value === undefined) return 'unknown';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (Array.isArray(value)) return value.length ? value.map(fieldWords).join('; ') : 'none';
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([name, one]) => `${name.replaceAll('_', ' ')} ${fieldWords(one)}`)
      .join(', ');
  return String(value);
}
