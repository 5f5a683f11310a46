// Filters and the address bar: what is read and written again is the same.
import { describe, expect, it } from 'vitest';
import {
  box,
  boxWords,
  changed,
  chips,
  choice,
  exported,
  idsInAddress,
  lanesBy,
  plain,
  question,
  sieve,
  sorts,
  toggled,
} from '../src/lib/filters';
import { ordered } from '../src/lib/order';
import { range, told } from '../src/lib/says';
import { row } from './rows';

const asked = (text: string) => new URLSearchParams(text);

describe('the address', () => {
  it('comes back as it was, whatever stands in a value', () => {
    const values = ['a&b=c', '<img src=x>', 'حلب', 'a,b', '%41', ' x ', '≠'];
    let query = asked('');
    for (const value of values) query = toggled(query, 'place', value);
    const again = asked(query.toString());
    expect(again.getAll('place')).toEqual(values);
    for (const value of values) query = toggled(query, 'place', value);
    expect(query.toString()).toBe('');
  });

  it('keeps an empty `disagreeing`, and drops other empty values', () => {
    expect(changed(asked('origins=2'), { disagreeing: '', origins: '' }).toString()).toBe(
      'disagreeing=',
    );
    expect(changed(asked('disagreeing='), { disagreeing: null }).toString()).toBe('');
  });

  it('asks the server its own filters alone, and one view one way', () => {
    const one = question(
      asked('view=2031/2032&sort=killed&origins=2&class=A&class=B&bbox=1,2,3,4'),
    );
    expect(one.toString()).toBe('class=A&class=B&origins=2');
    expect(question(asked('origins=2&class=A&class=B')).toString()).toBe(one.toString());
    expect(question(asked('disagreeing=')).get('disagreeing')).toBe(',');
    expect(question(asked('disagreeing=killed')).get('disagreeing')).toBe('killed');
    expect(question(asked('place=')).has('place')).toBe(false);
  });

  it('falls back to the first choice where it says none that is known', () => {
    expect(choice(asked('lanes=actor'), 'lanes', lanesBy)).toBe('actor');
    expect(choice(asked('lanes=__proto__'), 'lanes', lanesBy)).toBe('place');
    expect(choice(asked(''), 'sort', sorts)).toBe('time');
  });

  it('reads a box only where it is one', () => {
    expect(box(asked('bbox=1,2,3,4.5'))).toEqual([1, 2, 3, 4.5]);
    for (const odd of ['', '1,2,3', '3,2,1,4', '1,4,3,2', 'a,b,c,d', '1,2,NaN,4'])
      expect(box(asked(`bbox=${odd}`)), odd).toBeNull();
    expect(box(asked(`bbox=${boxWords([1.23456, -2, 30, 4])}`))).toEqual([1.235, -2, 30, 4]);
    expect(boxWords([10, 20, 100, 200])).toBe('10,20,100,200');
  });

  it('says each filter, and how the address is without it', () => {
    const query = asked(
      'class=A&class=B&disagreeing=killed,place&origins=2&words=well&bbox=1,2,3,4',
    );
    const found = chips(query, (_, value) => `«${value}»`);
    expect(found.map(({ words }) => words)).toEqual([
      '≠ accounts differ on killed or place',
      'class: «A»',
      'class: «B»',
      'origins at least 2',
      'title has well',
      'in a view of the map',
    ]);
    expect(found[1]!.without.getAll('class')).toEqual(['B']);
    expect(found[0]!.without.has('disagreeing')).toBe(false);
    expect(chips(asked('lanes=actor&view=a/b'), String)).toEqual([]);
  });
});

describe('what is sifted here', () => {
  const rows = [
    row({ id: 'a', title: 'Air strikes on Ĝalvan', when: null }),
    row({ id: 'b', title: 'Capture of Orn' }),
  ];
  const kept = (query: string) => {
    const fits = sieve(asked(query), ({ id }) => id === 'b');
    return fits ? rows.filter(fits).map(({ id }) => id) : null;
  };
  it('is nothing where nothing is asked', () => expect(kept('origins=2')).toBeNull());
  it('finds words without case and marks', () => {
    expect(kept('words=galvan+STRIKES')).toEqual(['a']);
    expect(kept('words=galvan+capture')).toEqual([]);
    expect(plain('Éa')).toBe('ea');
  });
  it('finds the undated, and what may lie in the box', () => {
    expect(kept('dated=no')).toEqual(['a']);
    expect(kept('bbox=1,2,3,4')).toEqual(['b']);
  });
  it('exports by filter, or event by event where the server cannot know', () => {
    expect(exported(asked('origins=2&view=x'), false, rows)?.toString()).toBe('origins=2');
    expect(exported(asked('words=x&origins=2'), true, rows)?.toString()).toBe('event=a&event=b');
    const many = Array.from({ length: idsInAddress + 1 }, () => rows[0]!);
    expect(exported(asked('words=x'), true, many)).toBeNull();
  });
});

describe('the list', () => {
  const rows = [
    row({ id: 'a', killed: { low: 2, high: 4, told: 2 }, grades: { x: 'weak' } }),
    row({ id: 'b', killed: null, when: null }),
    row({ id: 'c', killed: { low: 10, high: null, told: 12 }, conflicts: ['killed'] }),
  ];
  const ids = (...[sort, turned]: [Parameters<typeof ordered>[1], boolean?]) =>
    ordered(rows, sort, turned ?? false, 'x').map(({ id }) => id);
  it('puts most first, and what is not told last both ways', () => {
    expect(ids('killed')).toEqual(['c', 'a', 'b']);
    expect(ids('killed', true)).toEqual(['a', 'c', 'b']);
    expect(ids('width')).toEqual(['c', 'a', 'b']);
    expect(ids('disagreements')).toEqual(['c', 'a', 'b']);
    expect(ids('time')).toEqual(['a', 'c', 'b']);
    expect(ids('grade')).toEqual(['a', 'b', 'c']);
  });
  it('says a range as the terminal does', () => {
    expect(range({ low: 2, high: 2, told: 2 })).toBe('2');
    expect(range({ low: 1, high: 4, told: 4 })).toBe('1–4');
    expect(range({ low: 12, high: null, told: 15 })).toBe('12–15+');
    expect(range({ low: 2, high: null, told: 2 })).toBe('2+');
    expect(told(rows[2]!, 'x').join('; ')).toContain('≠ cannot all hold: killed');
  });
});
