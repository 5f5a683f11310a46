// What was made of a report's words: every mark of its text, and what it stands for.
//
// In: the page of a report. Out: marks and, by their ids, what was made of them. Must hold: everything
// that the reading has a span for is marked; nothing here is worded that the server words.
import type { Kind, Mark } from './marks';
import type { Reading, ReportPage } from './shapes';

type OfCase = ReportPage['claims'][number];

/** What a mark stands for. */
export type Made =
  | { kind: 'claim'; short: string; of: OfCase }
  | {
      kind: 'voice';
      part: 'source' | 'cue';
      attribution: Reading['attributions'][number];
      name: string | null;
    }
  | { kind: 'name'; mention: ReportPage['mentions'][number]; name: string | null }
  | { kind: 'time'; time: Reading['times'][number] }
  | { kind: 'place'; place: Reading['places'][number]; entity: string | null }
  | { kind: 'hole'; reason: string; by: string; at: string }
  | { kind: 'found' };

export interface Marked {
  mark: Mark;
  made: Made;
}

/** The letter of each kind, which the text shows where one begins. */
export const KINDS: { kind: Kind; letter: string; label: string; key: string }[] = [
  { kind: 'claim', letter: 'C', label: 'claims', key: '1' },
  { kind: 'voice', letter: 'V', label: 'voices', key: '2' },
  { kind: 'name', letter: 'N', label: 'names', key: '3' },
  { kind: 'place', letter: 'P', label: 'places', key: '4' },
  { kind: 'time', letter: 'T', label: 'times', key: '5' },
];

/** The part of a claim's id that names it within its report: `c4`. */
export function short(claim: { id: string; report: string }): string {
  return claim.id.startsWith(`${claim.report}#`)
    ? claim.id.slice(claim.report.length + 1)
    : claim.id;
}

/** Every mark of a report, by kind and in the order of the text. */
export function marked(page: ReportPage, found: [number, number] | null): Marked[] {
  const reading = page.reading ?? { entities: [], attributions: [], places: [], times: [] };
  const out: Marked[] = [];
  const add = (made: Made, span: readonly number[] | null | undefined) => {
    if (!span) return;
    const [start, end] = [span[0] ?? 0, span[1] ?? 0];
    out.push({ mark: { start, end, kind: made.kind, id: `${made.kind}${out.length}` }, made });
  };
  for (const of of [...page.claims].sort((a, b) => (a.claim.span[0] ?? 0) - (b.claim.span[0] ?? 0)))
    add({ kind: 'claim', short: short(of.claim), of }, of.claim.span);
  const named = new Map(reading.entities.map(({ id, name }) => [id, name]));
  for (const attribution of reading.attributions) {
    const name = named.get(attribution.entity ?? '') ?? null;
    add({ kind: 'voice', part: 'source', attribution, name }, attribution.source);
    add({ kind: 'voice', part: 'cue', attribution, name }, attribution.cue);
  }
  const at = (span: readonly number[]) => span.join('-');
  const placed = new Set(reading.places.map(({ span }) => at(span)));
  const entities = new Map(page.mentions.map(({ span, entity }) => [at(span), entity]));
  for (const mention of page.mentions)
    if (!placed.has(at(mention.span)))
      add({ kind: 'name', mention, name: page.names[mention.entity ?? ''] ?? null }, mention.span);
  for (const place of reading.places)
    add({ kind: 'place', place, entity: entities.get(at(place.span)) ?? null }, place.span);
  for (const time of reading.times) add({ kind: 'time', time }, time.span);
  for (const { spans, reason, by, at: entered } of page.report.withheld ?? [])
    for (const span of spans) add({ kind: 'hole', reason, by, at: entered }, span);
  add({ kind: 'found' }, found);
  return out;
}

/** The mark of a claim, by its short id as the address has it. */
export function ofClaim(all: Marked[], id: string): Marked | null {
  return all.find(({ made }) => made.kind === 'claim' && made.short === id) ?? null;
}

/** The mark before or after a place of the text, of those shown; the first or last at the ends. */
export function neighbour(shown: Marked[], from: string | null, by: 1 | -1): Marked | null {
  if (!shown.length) return null;
  const sorted = [...shown].sort((a, b) => a.mark.start - b.mark.start || b.mark.end - a.mark.end);
  const at = sorted.findIndex(({ mark }) => mark.id === from);
  if (at < 0) return by > 0 ? sorted[0]! : sorted.at(-1)!;
  return sorted[Math.max(0, Math.min(sorted.length - 1, at + by))]!;
}
