// Opening, filtering, following a number to its words: what a reader does on a server that only shows.
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { bench, desk, reading, type Desk } from './desk';

let at: Desk;
const listed = (page: Page) => page.getByRole('table', { name: 'Events that fit' });
afterEach(() => at?.close());

describe.skipIf(!bench)('reading', () => {
  test('the printed address opens the workbench and loses its token', async () => {
    at = await reading('demo');
    await at.page.getByRole('heading', { level: 1 }).waitFor();
    expect(at.page.url()).toBe(`${at.origin}/w/`);
    await at.calm();
  });

  test('without the token nothing opens', async () => {
    const { origin } = new URL(bench!.served.demo);
    at = await desk(`${origin}/w/`, { expected: /401/ });
    expect(await at.page.locator('body').innerText()).toContain('rashomon serve');
    const answers = await Promise.all(
      ['/api/case', '/events', '/static/index.js'].map((path) =>
        at.page.request.get(origin + path),
      ),
    );
    expect(answers.map((one) => one.status())).toEqual([401, 401, 401]);
  });

  test('filters stand in the address: reload shows the same, back undoes', async () => {
    at = await reading('contested');
    const { page } = at;
    const status = page.locator('.summary');
    await status.waitFor();
    const whole = await status.innerText();
    await page.getByRole('button', { name: 'where accounts differ' }).click();
    await page.waitForURL(/disagreeing=/);
    await expect.poll(() => status.innerText()).not.toBe(whole);
    const differing = await status.innerText();
    await page.getByRole('button', { name: 'more filters' }).click();
    await page
      .locator('#more-filters label', { hasText: /^\s*place/ })
      .locator('select')
      .selectOption('Labasa');
    await page.waitForURL(/place=Labasa/);
    await expect.poll(() => status.innerText()).not.toBe(differing);
    const both = await status.innerText();
    await page.reload();
    await expect.poll(() => status.innerText()).toBe(both);
    await page.goBack();
    await expect.poll(() => status.innerText()).toBe(differing);
    await page.goBack();
    await expect.poll(() => status.innerText()).toBe(whole);
    await at.calm();
  });

  test('brushing time narrows list and map', async () => {
    at = await reading('contested');
    const { page } = at;
    const rows = listed(page);
    await rows.getByRole('link').first().waitFor();
    const marks = page.locator('.map svg a, .map svg [role="button"], .map svg button');
    const before = [await rows.getByRole('link').count(), await marks.count()];
    const strip = (await page.locator('.strip').boundingBox())!;
    await page.mouse.move(strip.x + 2, strip.y + 15);
    await page.mouse.down();
    await page.mouse.move(strip.x + strip.width * 0.2, strip.y + 15, { steps: 5 });
    await page.mouse.up();
    await page.waitForURL(/since=.*until=|until=.*since=/);
    await expect.poll(() => rows.getByRole('link').count()).toBeLessThan(before[0]!);
    expect(await rows.getByRole('link').count()).toBeGreaterThan(0);
    await expect.poll(() => marks.count()).toBeLessThan(before[1]!);
    await at.calm();
  });

  test('a number leads to its words, highlighted in its report', async () => {
    at = await reading('contested');
    const { page } = at;
    await listed(page)
      .getByRole('link', { name: /Air strikes on Labasa/ })
      .click();
    await page.waitForURL(/\/w\/event\//);
    const cell = page.locator('td[data-cell$=".killed"] button').filter({ hasText: '40' });
    await cell.click();
    const quotes = page.getByRole('complementary', { name: /killed/ });
    const mark = quotes.locator('mark').first();
    await expect.poll(() => mark.innerText()).toContain('40 people');
    await quotes.getByRole('link', { name: /signs/ }).first().click();
    await page.waitForURL(/\/w\/report\/cw-0303/);
    const chosen = page.locator('[aria-label="The text"] [data-marks]').filter({ hasText: '40' });
    await expect.poll(() => chosen.first().isVisible()).toBe(true);
    await at.calm();
  });

  test('both texts of a disagreement stand side by side, each with its words', async () => {
    at = await reading('contested');
    const { page } = at;
    await listed(page)
      .getByRole('link', { name: /Air strikes on Labasa/ })
      .click();
    await page.getByRole('button', { name: 'both texts' }).first().click();
    const both = page.locator('.both > section');
    await expect.poll(() => both.count()).toBe(2);
    await expect.poll(() => both.nth(0).locator('mark').count()).toBeGreaterThan(0);
    await expect.poll(() => both.nth(1).locator('mark').count()).toBeGreaterThan(0);
    const [left, right] = [await both.nth(0).boundingBox(), await both.nth(1).boundingBox()];
    expect(Math.abs(left!.y - right!.y)).toBeLessThan(4);
    expect(right!.x).toBeGreaterThan(left!.x + left!.width / 2);
    expect(page.url()).toMatch(/versus=/);
    await at.calm();
  });

  test('a deep link brings a claim into sight', async () => {
    at = await reading('contested');
    await at.go('/w/report/cw-0402#c2');
    const chosen = at.page.locator('li[aria-current="true"]');
    await expect.poll(() => chosen.locator('a').first().innerText()).toBe('c2');
    await at.calm();
  });

  test('what is on the screen is exported, and holds just that', async () => {
    at = await reading('contested');
    const { page } = at;
    await at.go('/w/?place=Labasa');
    const links = listed(page).getByRole('link');
    await links.first().waitFor();
    const shown = (
      await links.evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''))
    )
      .map((href) => decodeURIComponent(href.split('/').at(-1) ?? ''))
      .sort();
    const saved = async (name: string) => {
      const waits = page.waitForEvent('download');
      await page.getByRole('link', { name, exact: true }).click();
      return await text((await (await waits).createReadStream()) as Readable);
    };
    const csv = (await saved('CSV')).trim().split('\n').slice(1);
    expect(csv.map((line) => line.split(',')[0]).sort()).toEqual(shown);
    const map = JSON.parse(await saved('GeoJSON')) as {
      features: { properties: { event: string } }[];
    };
    expect(map.features.length).toBeGreaterThan(0);
    for (const { properties } of map.features) expect(shown).toContain(properties.event);
    const address = await page
      .getByRole('link', { name: 'dossier', exact: true })
      .getAttribute('href');
    const dossier = await (await page.request.get(at.origin + address)).text();
    expect(dossier).toContain('Labasa');
    expect(dossier).not.toContain('Shelling of Suva');
    await at.calm();
  });
});
