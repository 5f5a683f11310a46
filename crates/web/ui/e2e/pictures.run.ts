// Pictures of each page for the documentation: `npm run e2e:pictures` writes them into docs/pictures.
//
// Of the bundled case alone, which is invented; of a copy that is written to, where a page shows judging.
import { execFileSync } from 'node:child_process';
import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bench, desk, type Desk } from './desk';
import { repository } from './found';
import { serve, type Served } from './serve';

const INTO = join(repository, 'docs/pictures');
/** Bytes a picture may have. */
const MOST = 200_000;
let served: Served;
let at: Desk;

/** Makes a picture smaller, where pngquant is there to do it. */
function lighter(file: string) {
  try {
    execFileSync('pngquant', [
      '--force',
      '--skip-if-larger',
      '--ext',
      '.png',
      '--speed',
      '1',
      file,
    ]);
  } catch {
    // Without it the picture stays as it is.
  }
}

async function picture(page: Page, name: string) {
  await page.waitForLoadState('networkidle');
  await page.evaluate(() => document.fonts.ready);
  const file = join(INTO, `${name}.png`);
  await page.screenshot({ path: file, animations: 'disabled' });
  lighter(file);
  expect(statSync(file).size, name).toBeLessThan(MOST);
}

const enc = encodeURIComponent;
async function first(path: string, of: string): Promise<string> {
  return enc((await (await at.page.request.get(at.origin + path)).json())[of][0].id);
}
const chosen: Record<string, () => Promise<string> | string> = {
  overview: () => '/w/',
  event: async () => `/w/event/${await first('/api/events', 'events')}`,
  report: () => '/w/report/sv-0304#c1',
  reports: () => '/w/reports',
  names: () => '/w/entities',
  name: async () => `/w/entity/${await first('/api/entities?kind=person', 'entities')}`,
  sources: () => '/w/sources',
  source: () => '/w/source/Northern%20Wire',
  search: () => '/w/search?q=Hadari',
  'stable-event': async () => `/event/${await first('/api/events', 'events')}`,
};

describe.skipIf(!bench)('pictures', () => {
  beforeAll(async () => {
    mkdirSync(INTO, { recursive: true });
    served = await serve(bench!.cases.demo, { write: true });
    at = await desk(served.opened);
  });
  afterAll(async () => {
    await at?.close();
    await served?.end();
  });

  test.each(Object.keys(chosen))('%s', async (name) => {
    await at.go(await chosen[name]!());
    await at.page.getByRole('heading').first().waitFor();
    await picture(at.page, name);
    await at.calm(name);
  });

  test('overview in the dark', async () => {
    const dark = await desk(served.opened, { dark: true });
    await dark.go('/w/');
    await picture(dark.page, 'overview-dark');
    await dark.close();
  });

  test('both texts of a disagreement', async () => {
    await at.go(await chosen.event!());
    await at.page.getByRole('button', { name: 'both texts' }).first().click();
    await at.page.locator('.both mark').first().waitFor();
    await picture(at.page, 'event-both-texts');
  });

  test('a question, and what an answer would change', async () => {
    await at.go('/w/review');
    await at.page.getByRole('article').waitFor();
    await picture(at.page, 'review');
    await at.page.keyboard.press('d');
    const dialog = at.page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('The one speaks of another raid.');
    await dialog.getByLabel('Your name').fill('Ada Reader');
    await dialog
      .getByRole('region', { name: 'What it would change' })
      .locator('strong')
      .first()
      .waitFor();
    await picture(at.page, 'review-preview');
    await at.page.keyboard.press('Escape');
  });

  test('coding', async () => {
    await at.go('/w/coding');
    await at.page.getByLabel('Who you are').fill('Ada Reader');
    await at.page.getByRole('button', { name: 'Draw' }).click();
    await at.page.getByRole('article').waitFor();
    await picture(at.page, 'coding');
  });

  test('on paper', async () => {
    const paper = await desk(served.opened, { width: 794, height: 1123 });
    await paper.go(await chosen.event!());
    await paper.page.emulateMedia({ media: 'print' });
    await picture(paper.page, 'event-print');
    await paper.close();
  });
});
