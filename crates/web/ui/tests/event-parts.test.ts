// Origins in layers, rulebooks as columns, reports in order, and what a report's words were made into.
import { describe, expect, test } from 'vitest';
import { graph } from '../src/lib/origins';
import { marked, neighbour, ofClaim, short } from '../src/lib/reading';
import { order, shown } from '../src/lib/reports';
import { columns, fieldWords, shownFields, stepsOf } from '../src/lib/rulebooks';
import type { Coding, EventPage, ReportPage, Reports, Tie } from '../src/lib/shapes';

const tie = (from: Tie['from'], to: string, direction = 'credited'): Tie => ({
  kind: 'copy',
  from,
  to,
  direction,
  strength: 0.5,
  why: 'invented',
  passages: [],
});
const page = (ties: Tie[], reports = ['a', 'b', 'c']) =>
  ({
    event: { origins: [] },
    reports: reports.map((id) => ({ id, outlet: `Wire ${id}`, sha256: '', read_whole: true })),
    origins: [{ id: 'o1', reports: ['a', 'b'] }],
    ties,
    names: { 'E-1': 'the clinic' },
  }) as unknown as EventPage;

describe('the graph of origins', () => {
  test('what was taken from stands before what took, each report once', () => {
    const made = graph(
      page([tie({ report: 'a' }, 'b'), tie({ report: 'b' }, 'c'), tie({ entity: 'E-1' }, 'a')]),
    );
    const layers = Object.fromEntries(made.nodes.map(({ key, layer }) => [key, layer]));
    expect(layers).toEqual({ 'e:E-1': 0, 'r:a': 1, 'r:b': 2, 'r:c': 3 });
    expect(made.nodes.find(({ report }) => !report)!.label).toBe('the clinic');
  });

  test('a circle ends, and no two nodes stand in one place', () => {
    const made = graph(
      page([
        tie({ report: 'a' }, 'b'),
        tie({ report: 'b' }, 'a'),
        tie({ outlet: 'X' }, 'c'),
        tie({ outlet: 'Y' }, 'c'),
      ]),
    );
    const places = made.nodes.map(({ layer, line }) => `${layer} ${line}`);
    expect(new Set(places).size).toBe(places.length);
  });

  test('a tie without a direction joins without pointing; one to itself or from nowhere is none', () => {
    const made = graph(
      page([tie({ report: 'a' }, 'b', 'unknown'), tie({ report: 'c' }, 'c'), tie({}, 'c')]),
    );
    expect(made.links.map(({ from, to, points }) => [from, to, points])).toEqual([
      ['r:a', 'r:b', false],
    ]);
    expect(made.layers).toBe(1);
  });

  test('ties between two are one link with all of them', () => {
    const made = graph(
      page([tie({ report: 'a' }, 'b'), { ...tie({ report: 'a' }, 'b'), strength: 0.9 }]),
    );
    expect(made.links).toHaveLength(1);
    expect(made.links[0]).toMatchObject({ strength: 0.9, points: true });
  });
});

describe('rulebooks', () => {
  const coding = {
    version: '1',
    trace: [{ field: 'grade', rule: 'r', note: 'n', because: ['c'] }],
    grade: 'fair',
    killed: null,
  } as unknown as Coding;

  test('rival readings are columns, one where they are not told apart', () => {
    expect(columns(coding).map(({ reading }) => reading)).toEqual(['']);
    const rivals = {
      ...coding,
      readings: [
        { reading: 'shot down', trace: [] },
        { reading: 'fell', trace: [] },
      ],
    };
    expect(columns(rivals as unknown as Coding).map(({ reading }) => reading)).toEqual([
      'shot down',
      'fell',
    ]);
  });

  test('fields are those of the coding, in the order of the book where it is known', () => {
    expect(shownFields(coding, undefined).map(({ name }) => name)).toEqual(['grade', 'killed']);
    const book = {
      fields: [
        { name: 'killed', says: 'how many', shown: true },
        { name: 'grade', says: '', shown: true },
        { name: 'inner', says: '', shown: true },
      ],
    } as unknown as EventPage['rulebooks'][number];
    expect(shownFields(coding, book).map(({ name }) => name)).toEqual(['killed', 'grade']);
    expect(stepsOf(coding.trace, 'grade')).toHaveLength(1);
    expect(stepsOf(coding.trace, 'killed')).toEqual([]);
  });

  test('unknown is said, nought is nought', () => {
    expect([null, 0, false, [], ['a', 'b']].map((value) => fieldWords(value))).toEqual([
      'unknown',
      '0',
      'no',
      'none',
      'a; b',
    ]);
    expect(fieldWords([{ voice: 'x', low_end: null }])).toBe('voice x, low end unknown');
  });
});

describe('reports', () => {
  const all = [
    {
      id: 'r10',
      outlet: 'B',
      title: 'Raid on Velm',
      published: '2031-03-02',
      events: 1,
      claims: 9,
    },
    { id: 'r2', outlet: null, title: null, published: null, events: 4, claims: 2 },
    {
      id: 'r1',
      outlet: 'A',
      title: 'غارة',
      published: '2031-03-01',
      events: 1,
      claims: 3,
      gone: {},
    },
  ] as unknown as Reports['reports'];
  const none = { words: '', outlet: '', gone: false };

  test('fit by every word, in any script, by outlet, by being gone', () => {
    const ids = (asked: Partial<typeof none>) =>
      shown(all, { ...none, ...asked }).map(({ id }) => id);
    expect(ids({})).toHaveLength(3);
    expect(ids({ words: 'velm RAID' })).toEqual(['r10']);
    expect(ids({ words: 'velm x' })).toEqual([]);
    expect(ids({ words: 'غارة' })).toEqual(['r1']);
    expect(ids({ outlet: 'A' })).toEqual(['r1']);
    expect(ids({ gone: true })).toEqual(['r1']);
  });

  test('what is not known comes last, numbers from the largest', () => {
    expect(order(all, 'published').map(({ id }) => id)).toEqual(['r1', 'r10', 'r2']);
    expect(order(all, 'events').map(({ id }) => id)).toEqual(['r2', 'r1', 'r10']);
    expect(order(all, 'claims').map(({ id }) => id)).toEqual(['r10', 'r1', 'r2']);
  });
});

describe("what a report's words were made into", () => {
  const claim = (id: string, span: number[]) => ({
    claim: { id, report: 'a#b', span },
    event: 'V-1',
  });
  const made = {
    report: {
      id: 'a#b',
      withheld: [{ spans: [[30, 33]], reason: 'asked for', by: 'ana', at: '' }],
    },
    reading: {
      entities: [{ id: 'e1', name: 'The clinic' }],
      attributions: [{ id: 'a1', source: [0, 3], cue: [4, 8], content: [9, 20], entity: 'e1' }],
      places: [{ span: [15, 19], text: 'Velm' }],
      times: [],
    },
    mentions: [
      { span: [0, 3], text: 'It', kind: 'group', entity: 'E-1' },
      { span: [15, 19], text: 'Velm', kind: 'place', entity: 'E-2' },
    ],
    claims: [claim('a#b#c2', [12, 19]), claim('a#b#c1', [9, 12])],
    names: { 'E-1': 'Velm clinic' },
  } as unknown as ReportPage;

  test('everything is marked once: a place is not a name besides', () => {
    const all = marked(made, [1, 2]);
    expect(all.map(({ mark }) => mark.kind)).toEqual([
      'claim',
      'claim',
      'voice',
      'voice',
      'name',
      'place',
      'hole',
      'found',
    ]);
    expect(all.find(({ mark }) => mark.kind === 'place')!.made).toMatchObject({ entity: 'E-2' });
    expect(new Set(all.map(({ mark }) => mark.id)).size).toBe(all.length);
  });

  test('a report that nothing was read in has no marks, and fails nowhere', () => {
    expect(
      marked(
        {
          ...made,
          reading: null,
          mentions: [],
          claims: [],
          report: { ...made.report, withheld: undefined },
        } as unknown as ReportPage,
        null,
      ),
    ).toEqual([]);
  });

  test('claims are found by the end of their id, and neighbours in the order of the text', () => {
    const all = marked(made, null);
    expect(short({ id: 'a#b#c2', report: 'a#b' })).toBe('c2');
    expect(ofClaim(all, 'c2')!.mark.start).toBe(12);
    expect(ofClaim(all, 'c9')).toBeNull();
    const first = neighbour(all, null, 1)!;
    expect(first.mark.start).toBe(0);
    expect(neighbour(all, all.at(-1)!.mark.id, 1)!.mark.id).toBe(all.at(-1)!.mark.id);
    expect(neighbour([], null, -1)).toBeNull();
  });
});
