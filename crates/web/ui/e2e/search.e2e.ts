// Search in either script, and the way from what is found to its words.
import { afterEach, describe, expect, test } from 'vitest';
import { bench, reading, type Desk } from './desk';

let at: Desk;
afterEach(() => at?.close());

async function found(words: string): Promise<string[]> {
  const { page } = at;
  await page.getByRole('searchbox', { name: /Search reports/ }).fill(words);
  await page.getByRole('searchbox', { name: /Search reports/ }).press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === words);
  // What stood there before is another search's: the address alone shows this one.
  await page.reload();
  const articles = page.getByRole('article');
  await articles.first().waitFor();
  await page.waitForLoadState('networkidle');
  const labels = await articles.evaluateAll((all) =>
    all.map((one) => one.getAttribute('aria-label') ?? ''),
  );
  return labels.sort();
}

describe.skipIf(!bench)('search', () => {
  test('a name in Arabic is found however its letters are written', async () => {
    at = await reading('contested');
    const plain = await found('الديسي');
    expect(plain).toEqual(['Found in cw-0402']);
    expect(await found('الدَّيْسي')).toEqual(plain);
    await at.calm();
  });

  test('what is found leads to its words', async () => {
    at = await reading('contested');
    await found('pilot survived');
    await at.page.getByRole('article').first().getByRole('link').first().click();
    await at.page.waitForURL(/\/w\/report\/(cw|br)-0417/);
    await at.page
      .getByText(/pilot survived/)
      .first()
      .waitFor();
    await at.calm();
  });

  test('nothing found is said', async () => {
    at = await reading('contested');
    await at.go('/w/search?q=zzzz');
    await expect.poll(() => at.page.locator('main').innerText()).toMatch(/no|nothing/i);
    await at.calm();
  });
});
