// Which reports are listed, and in what order.
//
// In: the reports of the case, what was asked for. Out: those that fit. Must hold: a report without a
// date or a title is listed, behind those that have one.
import type { Reports } from './shapes';

type Listed = Reports['reports'][number];
export const SORTS = ['published', 'outlet', 'title', 'origin', 'events', 'claims'] as const;
export type Sort = (typeof SORTS)[number];

/** Those whose title, outlet or id has all the words. */
export function shown(
  all: Listed[],
  { words, outlet, gone }: { words: string; outlet: string; gone: boolean },
): Listed[] {
  const wanted = words.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return all.filter((one) => {
    if (outlet && one.outlet !== outlet) return false;
    if (gone && !one.gone) return false;
    const told = `${one.title ?? ''} ${one.outlet ?? ''} ${one.id}`.toLocaleLowerCase();
    return wanted.every((word) => told.includes(word));
  });
}

/** Sorted: words from A, numbers from the largest; what is not known comes last. */
export function order(all: Listed[], by: Sort): Listed[] {
  const words = (one: Listed) => (by === 'events' || by === 'claims' ? '' : (one[by] ?? ''));
  return [...all].sort((a, b) => {
    if (by === 'events' || by === 'claims') return b[by] - a[by] || a.id.localeCompare(b.id);
    const [one, other] = [words(a), words(b)];
    if (!one !== !other) return one ? -1 : 1;
    return one.localeCompare(other, undefined, { numeric: true }) || a.id.localeCompare(b.id);
  });
}
