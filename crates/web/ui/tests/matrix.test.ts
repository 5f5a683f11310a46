// The matrix of an event: rows, groups, what is joined, and silence apart from nothing told.
import { describe, expect, test } from 'vitest';
import {
  entries,
  find,
  follow,
  groups,
  knots,
  letter,
  pairsOf,
  partners,
  rows,
  step,
} from '../src/lib/matrix';
import { lines, steps } from '../src/lib/numbers';
import type { EventPage } from '../src/lib/shapes';

type Told = {
  account: string;
  slot: string;
  words: string;
  low?: number;
  high?: number | null;
  denied?: boolean;
  report?: string;
  who?: string;
};

/** A page of invented accounts: k1 to k4, each with what it tells. */
function page(told: Told[], more: (page: EventPage) => void = () => {}): EventPage {
  const ids = ['k1', 'k2', 'k3', 'k4'];
  const claims = told.map((one, at) => ({
    id: `${one.report ?? `wire-${one.account}`}#c${at}`,
    report: one.report ?? `wire-${one.account}`,
    event: 'V-1',
    slot: one.slot,
    value: one.low === undefined ? {} : { low: one.low, high: one.high ?? null, who: one.who },
    said_by: [{ outlet: one.account }],
    certainty: 'certain',
    polarity: one.denied ? 'denied' : 'affirmed',
    span: [0, 4],
    quote: one.words,
    rule: 'invented',
  }));
  const slots = [...new Set(told.map(({ slot }) => slot))];
  const made = {
    event: {
      id: 'V-1',
      accounts: ids.map((id) => ({
        id,
        said_by: [{ outlet: id }],
        outlets: [id],
        reports: [`wire-${id}`],
        channels: [],
        origin: id === 'k4' ? 'o1' : `o${id.slice(1)}`,
        alignment: [],
        claims: claims.filter((_, at) => told[at]!.account === id).map(({ id }) => id),
      })),
      slots: Object.fromEntries(
        slots.map((slot) => [
          slot,
          {
            relation: 'single',
            silent: [],
            values: claims
              .filter((claim) => claim.slot === slot)
              .map((claim) => ({
                value: {},
                claims: [claim.id],
                accounts: [],
                polarity: 'affirmed',
              })),
          },
        ]),
      ),
      disagreements: [],
      claims,
    },
    reports: ids.map((id, at) => ({
      id: `wire-${id}`,
      outlet: `Wire ${id}`,
      published: `2031-03-0${at + 1}`,
    })),
    names: { 'E-1': 'Northern Front' },
    words: {
      claims: Object.fromEntries(
        claims.map(({ id }, at) => [id, `${told[at]!.denied ? 'denied: ' : ''}${told[at]!.words}`]),
      ),
      voices: { k1: 'the clinic, via Wire k1' },
      slots: {},
    },
    slots,
    origins: [],
    ties: [],
  } as unknown as EventPage;
  more(made);
  return made;
}

const killed = (account: string, low: number, more: Partial<Told> = {}): Told => ({
  account,
  slot: 'killed',
  words: `${low}`,
  low,
  high: low,
  ...more,
});

describe('rows and cells', () => {
  test('an empty cell is silence only where the server says so', () => {
    const made = page([killed('k1', 3)], ({ event }) => {
      event.slots.killed!.silent = ['k3'];
    });
    expect(rows(made).map(({ cells }) => cells[0]!.state)).toEqual([
      'told',
      'empty',
      'silent',
      'empty',
    ]);
  });

  test('every claim of an account on a slot is an entry, a denial said once', () => {
    const made = page([
      killed('k1', 3),
      killed('k1', 5),
      { account: 'k1', slot: 'responsibility', words: 'the Front', denied: true },
    ]);
    const [row] = rows(made);
    expect(row!.cells.map(({ entries }) => entries.length)).toEqual([2, 1]);
    expect(row!.cells[1]!.entries[0]).toMatchObject({ words: 'the Front', denied: true });
    expect(row!.voice).toBe('the clinic, via Wire k1');
    expect(rows(made)[1]!.voice).toBe('k2');
  });

  test('a figure that its voice replaced is told last, with the day; what replaced it is not struck', () => {
    const made = page([killed('k1', 3), killed('k1', 5)], ({ event }) => {
      event.slots.killed!.values = [
        {
          value: {},
          polarity: 'affirmed',
          accounts: ['k1'],
          claims: ['wire-k1#c0', 'wire-k1#c1'],
          origins: 1,
          against_interest: true,
          interest: [{ account: 'k1', claims: ['wire-k1#c1'], why: 'its own dead', grounds: [] }],
          superseded: [{ account: 'k1', by: 'wire-k1#c1', on: '2031-03-09' }],
        },
      ];
    });
    const cell = rows(made)[0]!.cells[0]!;
    expect(
      cell.entries.map(({ words, superseded, against }) => [words, superseded?.on, against]),
    ).toEqual([
      ['5', undefined, 'its own dead'],
      ['3', '2031-03-09', null],
    ]);
  });
});

describe('what cannot hold together', () => {
  const three = () =>
    page(
      [
        killed('k1', 3),
        killed('k2', 9),
        killed('k3', 3),
        { account: 'k4', slot: 'place', words: 'Velm' },
      ],
      (made) => {
        made.event.disagreements = [
          {
            slot: 'killed',
            accounts: ['k1', 'k2', 'k3'],
            sides: [['k1', 'k3'], ['k2']],
            why: '3 and 9',
          },
        ];
      },
    );

  test('is joined by a letter on the slot alone, each on its side', () => {
    const made = three();
    const all = rows(made);
    expect(
      all.map(({ cells }) => cells[0]!.knots.map(({ knot, side }) => `${knot.letter}${side}`)),
    ).toEqual([['A1'], ['A2'], ['A1'], []]);
    expect(all[0]!.cells[1]!.knots).toEqual([]);
  });

  test('sets a voice against the other side, never against its own', () => {
    const all = rows(three());
    expect(partners(all[0]!.cells[0]!).map(({ account }) => account)).toEqual(['k2']);
    expect(partners(all[1]!.cells[0]!).map(({ account }) => account)).toEqual(['k1', 'k3']);
    expect(partners(all[3]!.cells[0]!)).toEqual([]);
  });

  test('goes round from one to the next, and is none where nothing disagrees', () => {
    const made = three();
    made.event.disagreements.push({ slot: 'place', accounts: ['k4', 'k1'], why: 'east and west' });
    const [all, joined] = [rows(made), knots(made)];
    expect(follow(joined, null, 1)).toEqual({ cell: 'k1.killed', versus: 'k2' });
    expect(follow(joined, all[1]!.cells[0]!, 1)).toEqual({ cell: 'k4.place', versus: 'k1' });
    expect(follow(joined, all[3]!.cells[1]!, 1)).toEqual({ cell: 'k1.killed', versus: 'k2' });
    expect(follow(joined, null, -1)).toEqual({ cell: 'k4.place', versus: 'k1' });
    expect(follow([], null, 1)).toBeNull();
  });

  test('pairs are told from the voice of the cell, conflicts first', () => {
    const made = three();
    made.event.slots.killed!.pairs = [
      { one: 'k1', other: 'k3', relation: 'agree', why: 'both 3' },
      { one: 'k2', other: 'k1', relation: 'conflict', why: '3 and 9' },
      { one: 'k2', other: 'k3', relation: 'conflict', why: '3 and 9' },
    ];
    expect(
      pairsOf(made, rows(made)[0]!.cells[0]!).map(({ other, relation }) => [other, relation]),
    ).toEqual([
      ['k2', 'conflict'],
      ['k3', 'agree'],
    ]);
  });

  test('letters go on after Z, in the order of the slots', () => {
    expect([0, 25, 26, 51, 52, 702].map(letter)).toEqual(['A', 'Z', 'AA', 'AZ', 'BA', 'AAA']);
    const made = three();
    made.slots = ['place', 'killed'];
    made.event.disagreements.push({ slot: 'place', accounts: ['k4', 'k1'], why: 'east and west' });
    expect(knots(made).map(({ slot }) => slot)).toEqual(['place', 'killed']);
    expect(rows(made)[3]!.cells[0]!.knots).toMatchObject([{ side: 0 }]);
  });
});

describe('groups', () => {
  test('by origin, by side, or as told: every row is in one group', () => {
    const made = page([killed('k1', 3)], ({ event }) => {
      event.accounts[1]!.alignment = [
        { entity: 'E-1', stance: 'is', claims: [], holds: true, grounds: [] },
      ];
      event.accounts[2]!.alignment = [
        { entity: 'E-1', stance: 'opposes', claims: [], holds: true, grounds: [] },
      ];
      event.accounts[3]!.alignment = [
        { entity: 'E-1', stance: 'favours', claims: [], holds: false, grounds: [] },
      ];
    });
    const all = rows(made);
    for (const by of ['side', 'origin', 'none'] as const)
      expect(
        groups(made, all, by)
          .flatMap(({ rows }) => rows.map(({ account }) => account.id))
          .sort(),
      ).toEqual(['k1', 'k2', 'k3', 'k4']);
    expect(groups(made, all, 'side').map(({ label, rows }) => [label, rows.length])).toEqual([
      ['Of or for Northern Front', 1],
      ['Told to stand against Northern Front', 1],
      ['No side is told', 2],
    ]);
    expect(groups(made, all, 'origin')[0]!.rows.map(({ account }) => account.id)).toEqual([
      'k1',
      'k4',
    ]);
  });
});

describe('addresses and steps', () => {
  test('a cell is found by voice and slot; what is none is none', () => {
    const all = rows(page([killed('k1', 3)]));
    expect(find(all, 'k1.killed')?.state).toBe('told');
    for (const bad of [null, '', 'k1', 'k9.killed', 'k1.place', '.', '__proto__.killed'])
      expect(find(all, bad)).toBeNull();
  });

  test('steps go to the next cell with something in it, and stay at the edge', () => {
    const all = rows(
      page([killed('k1', 3), killed('k4', 3), { account: 'k1', slot: 'place', words: 'Velm' }]),
    );
    const at = all[0]!.cells[0]!;
    expect(step(all, at, 1, 0).account).toBe('k4');
    expect(step(all, at, -1, 0)).toBe(at);
    expect(step(all, at, 0, 1).slot).toBe('place');
    expect(step(all, all[0]!.cells[1]!, 1, 0)).toBe(all[0]!.cells[1]);
  });

  test('claims that a rulebook rests on are entries; unknown ids are left out', () => {
    const made = page([killed('k2', 3)]);
    expect(entries(made, ['wire-k2#c0', 'wire-9#c1']).map(({ words }) => words)).toEqual(['3']);
  });
});

describe("each voice's own numbers", () => {
  test('by day, one without a date last; steps join figures of the same people alone', () => {
    const made = page(
      [
        killed('k1', 9, { report: 'wire-k3' }),
        killed('k1', 2, { report: 'lost' }),
        killed('k1', 3),
        killed('k1', 1, { who: 'children', report: 'wire-k2' }),
        killed('k2', 4, { high: null }),
      ],
      ({ event }) => {
        event.claims[2]!.earlier = [
          { value: { low: 2, high: 2 }, quote: 'two', until: 7, until_at: '2031-03-02T00:00:00Z' },
        ];
      },
    );
    const [first, second] = lines(made);
    expect(first!.figures.map(({ day, low, until }) => [day, low, until])).toEqual([
      ['2031-03-01', 2, '2031-03-02'],
      ['2031-03-01', 3, null],
      ['2031-03-02', 1, null],
      ['2031-03-03', 9, null],
      [null, 2, null],
    ]);
    expect(steps(first!).map(([a, b]) => [a.low, b.low])).toEqual([
      [2, 3],
      [3, 9],
    ]);
    expect(second!.figures[0]).toMatchObject({ low: 4, high: null });
  });

  test('slots without people have no line', () => {
    expect(lines(page([{ account: 'k1', slot: 'place', words: 'Velm' }]))).toEqual([]);
  });
});
