// How two things are said to stand to each other over time, as bands on a scale of days.
//
// In: relations as reports tell them, with the days for which they are told. Out: one band for each
// pair and way, with every telling in it. Must hold: a telling without a day stands at the day its
// report came out, marked as such, and where that is unknown, too, it has no place on the scale and is
// counted apart; an end that nobody tells is open; a denial stays a denial, beside the others and never
// against them in a sum.

/** One telling of a relation; days as `2031-03-04`. */
export interface Told {
  subject: string;
  relation: string;
  object: string;
  when?: { earliest: string; latest: string } | null;
  since?: string | null;
  until?: string | null;
  polarity: string;
  /** The day it is set under, and where that is from: told, or published. */
  day?: string | null;
  day_of?: string | null;
}

export interface Stretch<T extends Told> {
  of: T;
  /** Days since 1970; null where the end is open. */
  from: number | null;
  to: number | null;
  denied: boolean;
  /** The day is that of the report; the words have none. */
  published: boolean;
}

export interface Band<T extends Told> {
  subject: string;
  relation: string;
  object: string;
  stretches: Stretch<T>[];
  /** Tellings without any day. */
  undated: T[];
}

export function bands<T extends Told>(told: readonly T[]): Band<T>[] {
  const found = new Map<string, Band<T>>();
  for (const one of told) {
    const key = JSON.stringify([one.relation, one.subject, one.object]);
    let band = found.get(key);
    if (!band) {
      const { subject, relation, object } = one;
      band = { subject, relation, object, stretches: [], undated: [] };
      found.set(key, band);
    }
    const from = day(one.since ?? one.when?.earliest);
    const to = day(one.until ?? (one.since ? null : one.when?.latest));
    const denied = one.polarity === 'denied';
    const out = one.day_of === 'published' ? day(one.day) : null;
    if (from !== null || to !== null)
      band.stretches.push({ of: one, from, to, denied, published: false });
    else if (out !== null)
      band.stretches.push({ of: one, from: out, to: out, denied, published: true });
    else band.undated.push(one);
  }
  const start = (band: Band<T>) =>
    Math.min(...band.stretches.map((one) => one.from ?? one.to ?? Infinity), Infinity);
  return [...found.values()].sort((a, b) => {
    const [first, second] = [start(a), start(b)];
    return first === second ? 0 : first - second;
  });
}

/** What the scale must span, in days since 1970, with a little air; null where nothing has a day. */
export function extent(found: readonly Band<Told>[]): [number, number] | null {
  const days = found
    .flatMap((band) => band.stretches.flatMap(({ from, to }) => [from, to]))
    .filter((one) => one !== null);
  if (!days.length) return null;
  const [low, high] = [
    days.reduce((a, b) => Math.min(a, b)),
    days.reduce((a, b) => Math.max(a, b)),
  ];
  const air = Math.max(3, (high - low) * 0.05);
  return [low - air, high + 1 + air];
}

/** A day as a number, or null where there is none; `2031-03` and `2031` are their first days. */
export function day(text: string | null | undefined): number | null {
  if (!text) return null;
  const at = Date.parse(`${text.slice(0, 10)}${text.length > 7 ? 'T00:00:00Z' : ''}`);
  return Number.isNaN(at) ? null : Math.floor(at / 86_400_000);
}
