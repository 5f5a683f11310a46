// Judging: resolve a conflict, merge and undo, split, add a claim by hand; each weighed before it is taken.
import type { Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bench, desk, type Desk } from './desk';
import { serve, type Served } from './serve';

let at: Desk;
let served: Served;

/** Fills the dialog in front; what it would change must stand there before it can be entered. */
async function enter(page: Page, reason = 'The words say so.') {
  const dialog = page.getByRole('dialog');
  const take = dialog.getByRole('button', { name: /^(Enter|Note) it/ });
  expect(await take.isDisabled()).toBe(true);
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByLabel('Your name').fill('Ada Reader');
  const change = dialog.getByRole('region', { name: 'What it would change' });
  await change.locator('strong').first().waitFor();
  await expect.poll(() => take.isEnabled()).toBe(true);
  const before = await at.page.request.get(`${at.origin}/api/judgements`);
  const words = await change.innerText();
  await take.click();
  await dialog.waitFor({ state: 'detached' });
  return { words, judged: ((await before.json()) as { judgements: unknown[] }).judgements.length };
}

async function judged(): Promise<{ id: string; kind: string; by: string; reason: string }[]> {
  const answer = await at.page.request.get(`${at.origin}/api/judgements`);
  return (await answer.json()).judgements;
}

const killed = (page: Page, words: string) =>
  page.locator('td[data-cell$=".killed"] button').filter({ hasText: words });

async function toEvent(page: Page, title: RegExp) {
  await page
    .getByRole('table', { name: 'Events that fit' })
    .getByRole('link', { name: title })
    .click();
  await page.getByRole('heading', { name: 'Voices by slots' }).waitFor();
}

describe.skipIf(!bench)('judging', () => {
  beforeEach(async () => {
    served = await serve(bench!.cases.contested, { write: true });
    at = await desk(served.opened);
  });
  afterEach(async () => {
    await at?.close();
    await served?.end();
  });

  test('a claim is rejected after a look at what that changes, and the matrix follows; undo', async () => {
    const { page } = at;
    await toEvent(page, /Air strikes on Labasa/);
    await killed(page, '40').click();
    await page
      .getByRole('button', { name: /^Reject/ })
      .first()
      .click();
    const { words, judged: before } = await enter(page);
    expect(words).toMatch(/killed/);
    expect(before).toBe(0);
    await expect.poll(() => killed(page, '40').count()).toBe(0);
    expect(await judged()).toMatchObject([
      { kind: 'reject', by: 'Ada Reader', reason: 'The words say so.' },
    ]);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect.poll(() => killed(page, '40').count()).toBe(1);
    expect(await judged()).toHaveLength(2);
    await at.calm();
  });

  test('a claim is corrected: the disagreement goes', async () => {
    const { page } = at;
    await toEvent(page, /Air strikes on Labasa/);
    await killed(page, '40').click();
    await page
      .getByRole('button', { name: /^Correct/ })
      .first()
      .click();
    await page.getByRole('dialog').getByLabel('How many').fill('14');
    await enter(page);
    await expect.poll(() => killed(page, '14').count()).toBe(1);
    expect(await killed(page, '40').count()).toBe(0);
    await at.calm();
  });

  test('a claim is accepted', async () => {
    const { page } = at;
    await toEvent(page, /Air strikes on Labasa/);
    await killed(page, '12').first().click();
    await page
      .getByRole('button', { name: /^Accept/ })
      .first()
      .click();
    await enter(page);
    await expect.poll(async () => (await judged())[0]?.kind).toBe('accept');
    await at.calm();
  });

  test('two events told in different places become one, which holds both', async () => {
    const { page } = at;
    await toEvent(page, /Attack in Suva/);
    await page.keyboard.press('=');
    const dialog = page.getByRole('dialog');
    const other = dialog.getByLabel('The other event');
    await expect.poll(() => other.locator('option').count()).toBeGreaterThan(0);
    const value = await other
      .locator('option', { hasText: 'Attack in Nadi' })
      .getAttribute('value');
    await other.selectOption(value!);
    const { words } = await enter(page);
    expect(words).toMatch(/Attack in/);
    await expect.poll(() => killed(page, '8').count()).toBeGreaterThan(0);
    const places = await page.locator('td[data-cell$=".place"]').allInnerTexts();
    expect(places.join(' ')).toMatch(/Suva/);
    expect(places.join(' ')).toMatch(/Nadi/);
    await at.calm();
  });

  test('two names are joined with a look before, and parted by undo', async () => {
    const { page } = at;
    const named = async () =>
      (await (await page.request.get(`${at.origin}/api/entities?kind=person`)).json()).entities as {
        id: string;
        name: string;
      }[];
    const before = await named();
    const daisi = before.find(({ name }) => name.includes('Daisi'))!;
    expect(daisi).toBeDefined();
    await at.go(`/w/entity/${encodeURIComponent(daisi.id)}`);
    await page.getByRole('button', { name: /The same as/ }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Find it').fill('Karim');
    await dialog.getByRole('radio', { name: /Karim/ }).first().check();
    const { words } = await enter(page);
    expect(words).toMatch(/Daisi/);
    expect(words).toMatch(/Karim/);
    await expect.poll(async () => (await named()).length).toBe(before.length - 1);
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect
      .poll(async () => (await named()).map(({ id }) => id).sort())
      .toEqual(before.map(({ id }) => id).sort());
    await at.calm();
  });

  test('a spelling is split off', async () => {
    const { page } = at;
    const find = await page.request.get(`${at.origin}/api/entities?kind=person&q=Karim`);
    const [karim] = (await find.json()).entities as { id: string; variants: number }[];
    await at.go(`/w/entity/${encodeURIComponent(karim!.id)}`);
    await page.getByRole('button', { name: /^Split/ }).click();
    await page.getByRole('dialog').getByLabel('Adil Karim').check();
    await enter(page);
    await expect
      .poll(
        async () =>
          (await (await page.request.get(`${at.origin}/api/entities?kind=person&q=Karim`)).json())
            .total,
      )
      .toBe(2);
    await at.calm();
  });

  test('a claim is added by selecting its words', async () => {
    const { page } = at;
    await at.go('/w/report/hp-0303');
    const words = 'Stalls burned until the evening';
    await page.evaluate((wanted) => {
      const walk = document.createTreeWalker(
        document.querySelector('[aria-label="The text"]')!,
        NodeFilter.SHOW_TEXT,
      );
      for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        const from = node.textContent?.indexOf(wanted) ?? -1;
        if (from < 0) continue;
        getSelection()!.setBaseAndExtent(node, from, node, from + wanted.length);
        return;
      }
    }, words);
    await page.getByRole('button', { name: /Add a claim from these words/ }).click();
    const dialog = page.getByRole('dialog');
    expect(await dialog.locator('blockquote').innerText()).toBe(words);
    await dialog.getByLabel('What it is about').selectOption('damage');
    const fields = dialog.locator('.fields').last().getByRole('textbox');
    await fields.first().fill('market stalls');
    await enter(page);
    const [one] = await judged();
    expect(one).toMatchObject({
      kind: 'add',
      added: { report: 'hp-0303', quote: words, slot: 'damage' },
    });
    await expect
      .poll(() => page.getByRole('listitem').filter({ hasText: 'market stalls' }).count())
      .toBeGreaterThan(0);
    await at.calm();
  });

  test('the queue is gone through by keyboard alone', async () => {
    const { page } = at;
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.waitForURL(/\/w\/review/);
    const question = page.getByRole('article').getByRole('heading', { level: 2 });
    await question.waitFor();
    const first = await question.innerText();
    await page.keyboard.press('j');
    await expect.poll(() => question.innerText()).not.toBe(first);
    await page.keyboard.press('k');
    await expect.poll(() => question.innerText()).toBe(first);
    await page.keyboard.press('d');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    await page.keyboard.type('Two people of one family.');
    await page.keyboard.press('Tab');
    await page.keyboard.type('Ada Reader');
    await dialog
      .getByRole('region', { name: 'What it would change' })
      .locator('strong')
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(async () => (await judged()).map(({ kind }) => kind)).toEqual(['different']);
    await expect.poll(() => page.getByText(/^1 of \d+ decided/).count()).toBe(1);
    await page.keyboard.press('u');
    await expect
      .poll(async () => (await judged()).map(({ kind }) => kind))
      .toEqual(['different', 'withdraw']);
    await page.keyboard.press('?');
    // The keys of the page come with the question that is asked anew.
    await expect.poll(() => page.getByRole('dialog').innerText()).toContain('next question');
    await at.calm();
  });
});
