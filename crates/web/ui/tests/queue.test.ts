// Moves of a sitting: next by itself, passed over, undone, and what the server drops or adds.
import { describe, expect, test } from 'vitest';
import {
  choose,
  decide,
  front,
  last,
  move,
  nothing,
  progress,
  refresh,
  restart,
  skip,
  undone,
} from '../src/lib/queue';

const listed = ['a', 'b', 'c', 'd'];
const fresh = () => refresh(nothing, listed);
const same = (item: string) => ({ item, judgement: `J-${item}`, label: 'same' });

describe('a sitting', () => {
  test('begins at the top and stops at both ends', () => {
    const sitting = fresh();
    expect(front(sitting)).toBe('a');
    expect(front(move(sitting, -1))).toBe('a');
    expect(front(move(sitting, 99))).toBe('d');
    expect(front(move(nothing, 1))).toBeUndefined();
  });

  test('goes on by itself after a decision, past what is decided', () => {
    let sitting = decide(choose(fresh(), 'b'), same('b'));
    expect(front(sitting)).toBe('c');
    sitting = decide(choose(sitting, 'a'), same('a'));
    expect(front(sitting)).toBe('c');
    expect(progress(sitting)).toEqual({ decided: 2, of: 4, skipped: 0 });
  });

  test('what was decided keeps its place when the server lists it no more', () => {
    const sitting = refresh(decide(fresh(), same('a')), ['b', 'd', 'e']);
    expect(sitting.order).toEqual(['a', 'b', 'd', 'e']);
    expect(front(sitting)).toBe('b');
    expect(progress(sitting)).toEqual({ decided: 1, of: 4, skipped: 0 });
  });

  test('an item that goes while it is in front makes room for the next one', () => {
    expect(front(refresh(choose(fresh(), 'c'), ['a', 'b', 'd']))).toBe('d');
    expect(front(refresh(choose(fresh(), 'd'), ['a', 'b', 'c']))).toBe('a');
    expect(front(refresh(fresh(), []))).toBeUndefined();
  });

  test('passing over leaves it for the end, and is no decision', () => {
    let sitting = skip(fresh());
    expect(front(sitting)).toBe('b');
    for (const item of ['b', 'c', 'd']) sitting = decide(sitting, same(item));
    expect(front(sitting)).toBe('a');
    expect(progress(sitting)).toEqual({ decided: 3, of: 4, skipped: 1 });
    sitting = decide(sitting, same('a'));
    expect(front(sitting)).toBeUndefined();
    expect(progress(sitting).skipped).toBe(0);
  });

  test('undoing takes back the last one and puts it in front', () => {
    let sitting = decide(decide(fresh(), same('a')), same('b'));
    expect(last(sitting)?.judgement).toBe('J-b');
    sitting = undone(sitting, 'J-b');
    expect(front(sitting)).toBe('b');
    sitting = undone(sitting, 'J-a');
    expect(front(sitting)).toBe('a');
    expect(last(sitting)).toBeUndefined();
    expect(undone(sitting, 'J-a')).toBe(sitting);
  });

  test('another list begins anew in its own order, decisions stay', () => {
    const sitting = restart(skip(decide(fresh(), same('a'))), ['x', 'c', 'b']);
    expect(sitting.order).toEqual(['a', 'x', 'c', 'b']);
    expect(front(sitting)).toBe('x');
    expect(progress(restart(sitting, [])).decided).toBe(1);
    expect(front(restart(nothing, []))).toBeUndefined();
  });

  test('deciding the same item again does not count twice', () => {
    const sitting = decide(decide(fresh(), same('a')), { ...same('a'), judgement: 'J-9' });
    expect(progress(sitting).decided).toBe(1);
    expect(last(sitting)?.judgement).toBe('J-9');
  });
});
