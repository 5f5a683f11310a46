// What a person can do with a question of the queue, each with its key.
//
// In: the question, and which of its things is chosen. Out: the judgements the server offers, then what
// else can be judged of the chosen thing. Must hold: every offer has a key of its own, and what the
// server offers comes first under its own words; the order prefers no answer.
import type { Ask, ReviewItem, ReviewThing } from './shapes';

export interface Offer {
  key: string;
  label: string;
  /** Ready to be weighed; none where a form comes first. */
  ask?: Ask;
  form?: 'split' | 'correct';
  thing?: ReviewThing;
}

/** The key of each kind of judgement, the same on every page. */
const KEYS: Record<Ask['kind'], string> = {
  same: 'm',
  different: 'd',
  split: 's',
  rename: 'r',
  accept: 'a',
  reject: 'x',
  correct: 'c',
  add: '+',
  note: 'n',
  withdraw: 'w',
};

export function offers(item: ReviewItem, chosen: number): Offer[] {
  const out: Offer[] = [];
  const used = new Set<string>();
  const offer = (kind: Ask['kind'], rest: Omit<Offer, 'key'>) => {
    const plain = KEYS[kind];
    const key = used.has(plain) ? plain.toUpperCase() : plain;
    if (used.has(key)) return;
    used.add(key);
    out.push({ key, ...rest });
  };
  for (const { says, ask } of item.asks) offer(ask.kind, { label: says, ask });
  const asked = new Set(item.asks.map(({ ask }) => ask.kind));
  const thing = item.what[chosen] ?? item.what[0];
  if (!thing) return out;
  const { id, sort } = thing;
  if (sort === 'claim') {
    if (!asked.has('accept'))
      offer('accept', { label: 'the report says so', ask: { kind: 'accept', claim: id }, thing });
    if (!asked.has('reject'))
      offer('reject', {
        label: 'the report does not say so',
        ask: { kind: 'reject', claim: id },
        thing,
      });
    offer('correct', { label: 'it says something else', form: 'correct', thing });
  } else if (!asked.has('split')) {
    offer('split', { label: `take some of “${thing.name}” out`, form: 'split', thing });
  }
  offer('note', { label: 'note something on it', ask: { kind: 'note', on: id }, thing });
  return out;
}

/** What an answer against the program would change, in words. */
export function reachWords({ events, claims, disagreements }: ReviewItem['effect']): string {
  const parts = [
    events && `${events} ${events === 1 ? 'event' : 'events'}`,
    claims && `${claims} ${claims === 1 ? 'claim' : 'claims'}`,
    disagreements && `${disagreements} ${disagreements === 1 ? 'disagreement' : 'disagreements'}`,
  ].filter(Boolean);
  return parts.length ? parts.join(', ') : 'nothing that is shown';
}
