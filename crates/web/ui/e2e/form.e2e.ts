// Every page in its form: axe-core in light and dark, 200 %, paper, keyboard; and the pages without scripts.
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { bench, desk, reading, type Desk } from './desk';
import { accessible, fits, formed, prints } from './form';

let at: Desk;
afterEach(() => at?.close());

const settled = (page: Page) => page.waitForLoadState('networkidle');
const heading = async (page: Page) => {
  await page.getByRole('heading').first().waitFor();
  await settled(page);
};
async function first(path: string, of: string): Promise<string> {
  const answer = await at.page.request.get(at.origin + path);
  return encodeURIComponent((await answer.json())[of][0].id);
}

describe.skipIf(!bench)('the form of', () => {
  const pages: [string, () => Promise<string> | string][] = [
    ['the overview', () => '/w/'],
    ['the overview, filtered to nothing', () => '/w/?place=Nowhere&class=ASSAULT'],
    ['an event', async () => `/w/event/${await first('/api/events', 'events')}`],
    [
      'an event with both texts',
      async () => `/w/event/${await first('/api/events', 'events')}?cell=k2.killed&versus=1`,
    ],
    ['the reading view', () => '/w/report/hp-0303#c1'],
    ['the reports', () => '/w/reports'],
    ['the queue', () => '/w/review'],
    ['the judgements', () => '/w/review?show=judgements'],
    ['coding', () => '/w/coding'],
    ['agreement', () => '/w/coding?show=agreement'],
    ['the names', () => '/w/entities'],
    ['a name', async () => `/w/entity/${await first('/api/entities?kind=person', 'entities')}`],
    ['the sources', () => '/w/sources'],
    ['a source', () => '/w/source/Hill%20Post'],
    ['the search', () => '/w/search?q=Karim'],
    ['a page that is not there', () => '/w/nowhere'],
  ];
  test.each(pages)('%s', async (_, where) => {
    at = await reading('contested');
    const path = await where();
    await at.go(path);
    await formed(at, bench!.served.contested, path, heading);
  });

  test('the list of keys', async () => {
    at = await reading('contested');
    await heading(at.page);
    await at.page.keyboard.press('?');
    await at.page.getByRole('dialog').waitFor();
    await accessible(at.page, 'keys');
    await at.page.keyboard.press('Escape');
    await at.page.getByRole('dialog').waitFor({ state: 'detached' });
    await at.calm();
  });

  test('words from right to left are set apart and run their own way', async () => {
    at = await reading('contested');
    await at.go('/w/report/sw-0310');
    const text = at.page.getByRole('region', { name: 'The text' }).locator('[dir="auto"]').first();
    await text.waitFor();
    expect(await text.evaluate((one) => getComputedStyle(one).direction)).toBe('rtl');
    expect(await at.page.evaluate(() => getComputedStyle(document.body).direction)).toBe('ltr');
    await at.calm();
  });
});

describe.skipIf(!bench)('without scripts', () => {
  const stable: [string, () => Promise<string> | string][] = [
    ['the events', () => '/events'],
    ['events that fit', () => '/events?disagreeing=&place=Labasa'],
    ['an event', async () => `/event/${await first('/api/events', 'events')}`],
    ['a report', () => '/report/hp-0303'],
    ['a claim', () => `/claim/${encodeURIComponent('hp-0303#c1')}`],
    ['the reports', () => '/reports'],
    ['the names', () => '/names'],
    ['a name', async () => `/entity/${await first('/api/entities?kind=person', 'entities')}`],
    ['a source', () => '/source/Hill%20Post'],
    ['what is found', () => '/search?q=Karim'],
  ];
  test.each(stable)('%s', async (_, where) => {
    at = await reading('contested', { scripts: false });
    const path = await where();
    const answer = await at.page.goto(at.origin + path);
    expect(answer!.status()).toBe(200);
    expect(await at.page.getByRole('heading', { level: 1 }).count()).toBe(1);
    // The same with scripts allowed, since axe-core is one; the page itself has none.
    const other = await desk(bench!.served.contested);
    await other.page.goto(at.origin + path);
    expect(await other.page.locator('script').count()).toBe(0);
    for (const scheme of ['light', 'dark'] as const) {
      await other.page.emulateMedia({ colorScheme: scheme });
      await accessible(other.page, `${path} ${scheme}`);
    }
    await prints(other.page, path);
    await other.calm(path);
    await other.close();
    const large = await desk(bench!.served.contested, { scale: 2, scripts: false });
    await large.page.goto(at.origin + path);
    const wide = desk(bench!.served.contested, { scale: 2 });
    const seen = await wide;
    await seen.page.goto(at.origin + path);
    await fits(seen.page, `${path} 200 %`);
    await seen.close();
    await large.close();
    await at.calm(path);
  });
});
