// The filters of the overview, as they stand in the address bar.
//
// In: the query of the address. Out: what to ask the server (the names of `rashomon events`), what is
// sifted here (map view, words of titles, undated), chips that say each filter in words, and addresses
// with one more or one less. Must hold: what is read and written again is the same address.
import type { Row } from './shapes';

/** Filters that may be given several times. */
export const many = [
  'class',
  'place',
  'actor',
  'responsible',
  'target',
  'voice',
  'outlet',
  'grade',
] as const;
/** Filters with one value. */
export const single = ['since', 'until', 'origins', 'reports', 'outlets'] as const;
/** Filters that are applied here, to what the server sent. */
export const local = ['bbox', 'words', 'dated'] as const;

export const lanesBy = ['place', 'actor', 'class', 'outlet'] as const;
export type LanesBy = (typeof lanesBy)[number];
export const sorts = [
  'time',
  'title',
  'reports',
  'outlets',
  'origins',
  'killed',
  'width',
  'disagreements',
  'grade',
] as const;
export type Sort = (typeof sorts)[number];
/** West, south, east, north, in degrees. */
export type Box = [number, number, number, number];

const asWords: Record<string, string> = {
  class: 'class',
  place: 'place',
  actor: 'takes part',
  responsible: 'held responsible',
  target: 'hit',
  voice: 'voice',
  outlet: 'told by',
  grade: 'graded',
  since: 'from',
  until: 'until',
  origins: 'origins at least',
  reports: 'reports at least',
  outlets: 'outlets at least',
  words: 'title has',
};

/** What the server is asked: its own filters alone, in one order, so that equal views ask once. */
export function question(query: URLSearchParams): URLSearchParams {
  const asked = new URLSearchParams();
  for (const name of [...many, ...single])
    for (const value of query.getAll(name)) if (value !== '') asked.append(name, value);
  // Readers of forms take an empty value for none; a comma alone names no slot, and so means any.
  if (query.has('disagreeing')) asked.set('disagreeing', query.get('disagreeing') || ',');
  return asked;
}

/** The query with values put in place of those of a name; null takes the name away. */
export function changed(
  query: URLSearchParams,
  changes: Record<string, string | string[] | null>,
): URLSearchParams {
  const next = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of value === null ? [] : [value].flat())
      if (one !== '' || name === 'disagreeing') next.append(name, one);
  }
  return next;
}

/** The query with one value of a name more, or less where it has it. */
export function toggled(query: URLSearchParams, name: string, value: string): URLSearchParams {
  const had = query.getAll(name);
  const has = had.includes(value);
  return changed(query, { [name]: has ? had.filter((one) => one !== value) : [...had, value] });
}

/** The view of the map that events are sifted by; none where the numbers make no box. */
export function box(query: URLSearchParams): Box | null {
  const numbers = (query.get('bbox') ?? '').split(',').map((part) => Number.parseFloat(part));
  if (numbers.length !== 4 || !numbers.every(Number.isFinite)) return null;
  const [west, south, east, north] = numbers as Box;
  return south < north && west < east ? [west, south, east, north] : null;
}

export function boxWords(box: Box): string {
  return box.map((number) => number.toFixed(3).replace(/\.?0+$/, '')).join(',');
}

/** One of a list of choices, the first where the address says none of them. */
export function choice<T extends string>(
  query: URLSearchParams,
  name: string,
  all: readonly T[],
): T {
  const value = query.get(name);
  return all.find((one) => one === value) ?? (all[0] as T);
}

/** Something that narrows the view, in words, and the address without it. */
export interface Chip {
  name: string;
  value: string;
  words: string;
  without: URLSearchParams;
}

/** `label` names a value as it is shown: a class in words, an actor by its name. */
export function chips(
  query: URLSearchParams,
  label: (name: string, value: string) => string,
): Chip[] {
  const found: Chip[] = [];
  const add = (name: string, value: string, words: string, without: URLSearchParams) =>
    found.push({ name, value, words, without });
  if (query.has('disagreeing')) {
    const slots = query.get('disagreeing') ?? '';
    const on = slots.split(',').join(' or ');
    add(
      'disagreeing',
      slots,
      `≠ accounts differ${on && ` on ${on}`}`,
      changed(query, { disagreeing: null }),
    );
  }
  for (const name of many)
    for (const value of new Set(query.getAll(name)))
      if (value)
        add(name, value, `${asWords[name]}: ${label(name, value)}`, toggled(query, name, value));
  for (const name of [...single, 'words'] as const) {
    const value = query.get(name);
    if (value) add(name, value, `${asWords[name]} ${value}`, changed(query, { [name]: null }));
  }
  if (query.get('dated') === 'no')
    add('dated', 'no', 'no date told', changed(query, { dated: null }));
  if (box(query))
    add('bbox', query.get('bbox') ?? '', 'in a view of the map', changed(query, { bbox: null }));
  return found;
}

/** Whether an event fits the filters that are applied here; `within` tells of a place in the box. */
export function sieve(
  query: URLSearchParams,
  within: (row: Row, box: Box) => boolean,
): ((row: Row) => boolean) | null {
  const frame = box(query);
  const words = plain(query.get('words') ?? '')
    .split(/\s+/)
    .filter(Boolean);
  const undated = query.get('dated') === 'no';
  if (!frame && !words.length && !undated) return null;
  return (row) => {
    if (undated && row.when) return false;
    if (words.length) {
      const title = plain(row.title);
      if (!words.every((word) => title.includes(word))) return false;
    }
    return !frame || within(row, frame);
  };
}

/** Without case and marks above letters. */
export function plain(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
}

/** Ids that fit into one address; more than that no server takes. */
export const idsInAddress = 1500;

/**
 * Parameters of an export of what is on the screen: the same filters, or, where something was sifted
 * here that the server does not know, the events one by one. None where these are too many.
 */
export function exported(
  query: URLSearchParams,
  sifted: boolean,
  rows: readonly Row[],
): URLSearchParams | null {
  if (!sifted) return question(query);
  if (rows.length > idsInAddress) return null;
  return new URLSearchParams(rows.map((row) => ['event', row.id]));
}
