// Every offer has one key, the server's come first, and what it offers already is not offered twice.
import { expect, test } from 'vitest';
import { offers, reachWords } from '../src/lib/offers';
import type { ReviewItem } from '../src/lib/shapes';

const item = (what: [string, string][], asks: ReviewItem['asks']): ReviewItem => ({
  id: 'R-1',
  kind: 'merge',
  question: 'Are they one?',
  what: what.map(([sort, id]) => ({ sort, id, name: id, quotes: [] })),
  why: [],
  uncertainty: 0.5,
  effect: { events: 1, claims: 2, disagreements: 0 },
  expected: 1.5,
  asks,
});
const keysOf = (of: ReviewItem, chosen = 0) => offers(of, chosen).map((one) => one.key);

test('names: one, two, split, note', () => {
  const of = item(
    [
      ['entity', 'E-1'],
      ['entity', 'E-2'],
    ],
    [
      { says: 'they are one', ask: { kind: 'same', things: ['E-1', 'E-2'] } },
      { says: 'they are two', ask: { kind: 'different', things: ['E-1', 'E-2'] } },
    ],
  );
  expect(keysOf(of)).toEqual(['m', 'd', 's', 'n']);
  expect(offers(of, 1)[2]?.thing?.id).toBe('E-2');
  expect(offers(of, 9)[2]?.thing?.id).toBe('E-1');
});

test('a claim: what the server offers is not offered again, correcting is added', () => {
  const of = item(
    [
      ['claim', 'r#c1'],
      ['event', 'V-1'],
    ],
    [
      { says: 'the report says so', ask: { kind: 'accept', claim: 'r#c1' } },
      { says: 'the report does not say so', ask: { kind: 'reject', claim: 'r#c1' } },
    ],
  );
  expect(keysOf(of)).toEqual(['a', 'x', 'c', 'n']);
  expect(keysOf(of, 1)).toEqual(['a', 'x', 's', 'n']);
});

test('two offers of one kind get two keys, and no key is given twice', () => {
  const reject = (claim: string) => ({ says: claim, ask: { kind: 'reject' as const, claim } });
  const of = item([['claim', 'r#c1']], [reject('r#c1'), reject('q#c2'), reject('p#c3')]);
  expect(keysOf(of)).toEqual(['x', 'X', 'a', 'c', 'n']);
  expect(offers(item([], []), 0)).toEqual([]);
});

test('reach in words', () => {
  expect(reachWords({ events: 1, claims: 2, disagreements: 0 })).toBe('1 event, 2 claims');
  expect(reachWords({ events: 0, claims: 0, disagreements: 0 })).toBe('nothing that is shown');
});
