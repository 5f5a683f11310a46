// How long a reader waits: from going to the overview until it is drawn, from a click until the event is.
//
// In: a case (`npm run e2e:time -- CASE`). Out: a table: once cold, then the median of seven after a first
// run. Drawn is: the list's first row, the timeline's first bar, and two frames later.
import { describe, expect, test } from 'vitest';
import { bench, reading } from './desk';

const TURNS = 7;
const median = (all: number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? NaN;

/** Waits in the page until something is there and painted; milliseconds since the page's own beginning. */
const drawn = (selectors: string[]) =>
  new Promise<number>((done) => {
    const look = () => {
      if (!selectors.every((one) => document.querySelector(one)))
        return requestAnimationFrame(look);
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now())));
    };
    look();
  });
const OVERVIEW = [
  '[role=table] [role=row] a[href^="/w/event/"]',
  '.timeline a.event',
  '.map svg path',
];
const EVENT = ['td[data-cell] button'];

describe.skipIf(!bench)('time', () => {
  test('overview and event', async () => {
    const at = await reading('demo');
    const { page } = at;
    const head = await (await page.request.get(`${at.origin}/api/case`)).json();
    const overview = async () => {
      await page.goto(`${at.origin}/w/`, { waitUntil: 'commit' });
      await page.waitForLoadState('domcontentloaded');
      return page.evaluate(drawn, OVERVIEW);
    };
    const cold = await overview();
    await overview();
    const views: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) views.push(await overview());
    const events = async (nth: number) => {
      await page.goto(`${at.origin}/w/`);
      await page.evaluate(drawn, OVERVIEW);
      await page.waitForLoadState('networkidle');
      return page.evaluate(
        async ({ nth, selectors, source }) => {
          const wait = new Function(`return (${source})`)() as (all: string[]) => Promise<number>;
          const links = [
            ...document.querySelectorAll<HTMLElement>('[role=table] a[href^="/w/event/"]'),
          ];
          const begun = performance.now();
          links[nth % links.length]!.click();
          return (await wait(selectors)) - begun;
        },
        { nth, selectors: EVENT, source: drawn.toString() },
      );
    };
    const coldEvent = await events(0);
    const turns: number[] = [];
    for (let turn = 0; turn < TURNS; turn++) turns.push(await events(turn % 3));
    const line = (what: string, first: number, all: number[]) =>
      `| ${what} | ${first.toFixed(0)} | ${median(all).toFixed(0)} | ${Math.max(...all).toFixed(0)} |`;
    console.log(
      [
        `${head.name}: ${head.reports} reports, ${head.events} events`,
        '| | cold, ms | median of 7, ms | worst, ms |',
        '|---|---|---|---|',
        line('overview', cold, views),
        line('event', coldEvent, turns),
      ].join('\n'),
    );
    expect(views.length + turns.length).toBe(2 * TURNS);
    await at.close();
  });
});
