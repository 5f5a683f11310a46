// What a judgement changes is laid out before it is taken; a value is given by the parts of its slot.
import { describe, expect, test } from 'vitest';
import { became, beside, differs, rangeWords, reach } from '../src/lib/changes';
import { complete, fields, filled, SLOTS } from '../src/lib/given';
import type { Brief, Change } from '../src/lib/shapes';

const brief = (id: string, more: Partial<Brief> = {}): Brief => ({
  id,
  title: `Raid ${id}`,
  class: 'ASSAULT/aerial',
  reports: ['ht-1'],
  accounts: 1,
  claims: 1,
  when: { earliest: '2031-03-04', latest: '2031-03-04', precision: 'day' },
  conflicts: [],
  killed: null,
  ...more,
});

describe('what changes', () => {
  test('what stands on both sides is put beside itself, what went or came has an empty side', () => {
    const rows = beside([brief('V-1'), brief('V-2')], [brief('V-2'), brief('V-3')]);
    expect(rows.map(({ id, before, after }) => [id, !!before, !!after])).toEqual([
      ['V-1', true, false],
      ['V-2', true, true],
      ['V-3', false, true],
    ]);
  });

  test('only what is another is told', () => {
    const before = brief('V-1', { conflicts: ['killed'], killed: { low: 2, high: null } });
    const after = brief('V-1', { killed: { low: 2, high: 2 } });
    expect(differs({ id: 'V-1', before, after })).toEqual([
      { what: 'killed', was: '2 or more', is: '2' },
      { what: 'cannot all hold', was: 'killed', is: 'nothing' },
    ]);
    expect(differs({ id: 'V-1', before, after: before })).toEqual([]);
  });

  test('a page whose event went goes to what it became, and stays where it did not', () => {
    const change = {
      before: [],
      after: [],
      events_before: [brief('V-1'), brief('V-2')],
      events_after: [brief('V-2')],
    } as unknown as Change;
    expect(became(change, 'event', 'V-1')).toBe('V-2');
    expect(became(change, 'event', 'V-2')).toBeNull();
    expect(became(change, 'event', 'V-9')).toBeNull();
    expect(became(change, 'report', 'V-1')).toBeNull();
    expect(became({ ...change, events_after: [] }, 'event', 'V-1')).toBeNull();
  });

  test('a change of nothing says so', () => {
    const none = {
      before: [],
      after: [],
      reports: [],
      events: [],
      events_before: [],
      events_after: [],
    } as unknown as Change;
    expect(reach(none)).toMatch(/nothing/);
    expect(reach({ ...none, events: ['V-1'], events_after: [brief('V-1')] })).toBe(
      'It touches 1 event.',
    );
  });

  test('a range keeps its open end, and none is not zero', () => {
    expect(rangeWords({ low: 0, high: 9 })).toBe('0 to 9');
    expect(rangeWords({ low: 12, high: null })).toBe('12 or more');
    expect(rangeWords(null)).toBe('none told');
  });
});

describe('a given value', () => {
  test('empty parts and parts of other slots are left out', () => {
    expect(filled('killed', { value: ' 4 to 7 ', status: '', place: 'Velm' })).toEqual({
      value: '4 to 7',
    });
    expect(filled('place', { value: '4', place: 'Velm' })).toEqual({ place: 'Velm' });
  });

  test('an occurrence needs no value, every other slot does', () => {
    for (const slot of SLOTS) expect(complete(slot, {})).toBe(slot === 'occurrence');
    expect(complete('killed', { status: 'civilian' })).toBe(true);
    expect(complete('killed', { value: '  ' })).toBe(false);
  });

  test('every slot but an occurrence takes words', () => {
    for (const slot of SLOTS)
      expect(fields(slot).some(({ part }) => part === 'text')).toBe(slot !== 'occurrence');
  });
});
