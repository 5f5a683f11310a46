// The history of each voice's own numbers: what it told when, as intervals over days of publication.
//
// In: the page of an event. Out: one line of figures per account and slot. Must hold: a figure whose
// report has no date is kept, without a place on the time line; an open end stays open; figures of
// different people (children, combatants) are never joined by a line.
import { COUNTS } from './given';
import type { EventPage } from './shapes';

/** One figure of a voice. */
export interface Figure {
  claim: string;
  /** Day of the report, null where it is not known. */
  day: string | null;
  low: number;
  /** Null where the end is open. */
  high: number | null;
  /** Whose figure: "civilian children"; empty where all are meant. */
  people: string;
  words: string;
  denied: boolean;
  /** The day on which the same voice told another in its place. */
  superseded: string | null;
  /** It stood in an earlier text of the report; until when. */
  until: string | null;
}

/** What one voice told on one slot. */
export interface Line {
  account: string;
  voice: string;
  slot: string;
  figures: Figure[];
}

/** Every voice's figures on the slots that hold numbers of people, the longest histories first. */
export function lines(page: EventPage): Line[] {
  const claims = new Map(page.event.claims.map((claim) => [claim.id, claim]));
  const published = new Map(page.reports.map(({ id, published }) => [id, published ?? null]));
  const out: Line[] = [];
  for (const account of page.event.accounts)
    for (const slot of COUNTS) {
      const later = (page.event.slots[slot]?.values ?? []).flatMap((value) =>
        (value.superseded ?? [])
          .filter((one) => one.account === account.id)
          .flatMap(({ by, on }) =>
            value.claims.filter((id) => id !== by).map((id) => ({ id, on })),
          ),
      );
      const figures: Figure[] = [];
      for (const id of account.claims) {
        const claim = claims.get(id);
        if (claim?.slot !== slot || typeof claim.value.low !== 'number') continue;
        const day = published.get(claim.report) ?? null;
        const common = {
          claim: id,
          people: people(claim.value),
          denied: claim.polarity === 'denied',
        };
        for (const old of claim.earlier ?? [])
          figures.push({
            ...common,
            day,
            low: old.value.low ?? 0,
            high: old.value.high ?? null,
            words: old.quote,
            superseded: null,
            until: old.until_at.slice(0, 10),
          });
        figures.push({
          ...common,
          day,
          low: claim.value.low,
          high: claim.value.high ?? null,
          words: page.words.claims[id] ?? claim.quote,
          superseded: later.find((one) => one.id === id)?.on ?? null,
          until: null,
        });
      }
      if (figures.length)
        out.push({
          account: account.id,
          voice: page.words.voices[account.id] ?? account.id,
          slot,
          figures: figures.sort(
            (a, b) =>
              (a.day ?? '9').localeCompare(b.day ?? '9') ||
              Number(b.until !== null) - Number(a.until !== null),
          ),
        });
    }
  const days = (line: Line) => new Set(line.figures.map(({ day }) => day)).size;
  return out.sort(
    (a, b) =>
      COUNTS.indexOf(a.slot) - COUNTS.indexOf(b.slot) ||
      days(b) - days(a) ||
      b.figures.length - a.figures.length,
  );
}

function people(value: { status?: string | null; who?: string | null }): string {
  return [value.status, value.who].filter((word) => word && word !== 'unknown').join(' ');
}

/** The largest number that the figures tell on either end. */
export function most(all: Line[]): number {
  return Math.max(1, ...all.flatMap(({ figures }) => figures.map(({ low, high }) => high ?? low)));
}

/** First and last day of the figures; null where none has a day. */
export function days(all: Line[]): [string, string] | null {
  const told = all.flatMap(({ figures }) => figures.flatMap(({ day }) => day ?? [])).sort();
  return told.length ? [told[0]!, told.at(-1)!] : null;
}

/** Stretches to draw as steps: figures of the same people that follow one another. */
export function steps(line: Line): [Figure, Figure][] {
  const out: [Figure, Figure][] = [];
  for (const kind of new Set(line.figures.map(({ people }) => people))) {
    const of = line.figures.filter(
      ({ people, day, denied }) => people === kind && day !== null && !denied,
    );
    for (let i = 1; i < of.length; i++) out.push([of[i - 1]!, of[i]!]);
  }
  return out;
}
