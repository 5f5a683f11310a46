// Marks nest, overlap and lie outside; texts have signs outside the basic plane; nothing is lost.
import { describe, expect, test } from 'vitest';
import {
  around,
  blocks,
  paragraphs,
  pieces,
  selected,
  sorted,
  spanOf,
  touching,
  type Mark,
} from '../src/lib/marks';
import { Sliced } from '../src/lib/offsets';

const mark = (id: string, start: number, end: number): Mark => ({ id, start, end, kind: 'claim' });
const whole = (text: Sliced) => ({ start: 0, end: text.length });

describe('pieces', () => {
  test('marks that overlap and nest are cut at every boundary, the innermost first', () => {
    const text = new Sliced('abcdefghij');
    const all = sorted([mark('b', 4, 8), mark('a', 2, 6), mark('in', 4, 5)], text.length);
    expect(
      pieces(text, whole(text), all).map(({ words, marks, begins }) => [
        words,
        marks.map(({ id }) => id).join(),
        begins.map(({ id }) => id).join(),
      ]),
    ).toEqual([
      ['ab', '', ''],
      ['cd', 'a', 'a'],
      ['e', 'in,a,b', 'in,b'],
      ['f', 'a,b', ''],
      ['gh', 'b', ''],
      ['ij', '', ''],
    ]);
  });

  test('astral signs count once, and the pieces put together are the text', () => {
    const words = '🔥 nine قُتل 🔥🔥 end';
    const text = new Sliced(words);
    const all = sorted([mark('a', 0, 1), mark('b', 2, 11), mark('c', 9, 14)], text.length);
    const cut = pieces(text, whole(text), all);
    expect(cut.map(({ words }) => words).join('')).toBe(words);
    expect(cut[0]).toMatchObject({ words: '🔥', start: 0, end: 1 });
    for (const { words } of cut) expect(words).not.toMatch(/^[\udc00-\udfff]|[\ud800-\udbff]$/);
  });

  test('marks that are empty, turned round or outside are dropped or cut', () => {
    const all = sorted(
      [mark('empty', 3, 3), mark('turned', 4, 2), mark('out', 90, 99), mark('long', -4, 99)],
      5,
    );
    expect(all).toEqual([mark('long', 0, 5)]);
    expect(touching(all, 5, 9)).toEqual([]);
    expect(pieces(new Sliced(''), { start: 0, end: 0 }, all)).toEqual([]);
  });
});

describe('paragraphs', () => {
  test('line ends cut, blank lines are none, and all words are in one', () => {
    const text = new Sliced('one\n\n🔥 two\nthree\n');
    expect(paragraphs(text).map(({ start, end }) => text.words([start, end]))).toEqual([
      'one',
      '🔥 two',
      'three',
    ]);
    expect(paragraphs(new Sliced('\n\n'))).toEqual([]);
  });

  test('an endless line is cut at a blank, or anywhere but within a sign', () => {
    const text = new Sliced('word '.repeat(50) + '🔥'.repeat(60));
    const cut = paragraphs(text, 33);
    expect(cut.map(({ start, end }) => text.words([start, end])).join('')).toBe(text.text);
    expect(Math.max(...cut.map(({ start, end }) => end - start))).toBeLessThanOrEqual(34);
    for (let i = 1; i < cut.length; i++) expect(cut[i]!.start).toBe(cut[i - 1]!.end);
  });

  test('a megabyte is in blocks that hold every paragraph, at once', () => {
    const text = new Sliced('a line of a report 🔥\n'.repeat(50_000));
    const begun = performance.now();
    const all = paragraphs(text);
    const some = blocks(all);
    expect(some.flatMap(({ paragraphs }) => paragraphs)).toEqual(all);
    expect(some.length).toBeLessThan(150);
    expect(performance.now() - begun).toBeLessThan(2000);
  });
});

describe('words in their place', () => {
  test('so many sentences around, never less than the words', () => {
    const text = new Sliced('First here. Second here. Third here. Fourth here. Fifth here.');
    const near = around(text, [25, 30], 1);
    expect(text.words([near.start, near.end])).toBe('Second here. Third here. Fourth here. ');
    expect(around(text, [0, text.length])).toEqual({ start: 0, end: text.length });
    expect(around(new Sliced(''), [0, 0])).toEqual({ start: 0, end: 0 });
  });

  test('a span of the address is two numbers in order', () => {
    expect(spanOf('12-40')).toEqual([12, 40]);
    for (const bad of [null, '', '4', '40-12', '4-4', '-1-4', 'a-b', '1-9999999999'])
      expect(spanOf(bad)).toBeNull();
  });
});

describe('a selection', () => {
  const text = new Sliced('🔥🔥 nine killed\nin the raid');

  test('is a span by code points, whichever end was first, without blanks', () => {
    expect(selected(text, { at: 0, units: 4 }, { at: 3, units: 5 })).toEqual([3, 7]);
    expect(selected(text, { at: 3, units: 11 }, { at: 3, units: 0 })).toEqual([3, 14]);
    expect(text.words(selected(text, { at: 8, units: 0 }, { at: 15, units: 2 })!)).toBe(
      'killed\nin',
    );
  });

  test('of half a sign takes the whole of it', () => {
    expect(selected(text, { at: 0, units: 0 }, { at: 0, units: 1 })).toEqual([0, 1]);
  });

  test('of nothing, of blanks, or beyond the end is none or is cut', () => {
    expect(selected(text, { at: 3, units: 0 }, { at: 3, units: 0 })).toBeNull();
    expect(selected(text, { at: 2, units: 0 }, { at: 2, units: 1 })).toBeNull();
    expect(selected(text, { at: 15, units: 0 }, { at: 15, units: 900 })).toEqual([15, 26]);
  });
});
