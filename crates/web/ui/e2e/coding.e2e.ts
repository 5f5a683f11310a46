// Two people code the same items without seeing each other's answers; how far they agree; one settles it.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { bench, desk, type Desk } from './desk';
import { serve, type Served } from './serve';

let served: Served;
const desks: Desk[] = [];

/** A person draws items and codes them by the keys in turn. */
async function codes(by: string, answers: string[]): Promise<Desk> {
  const at = await desk(served.opened);
  desks.push(at);
  const { page } = at;
  await at.go('/w/coding');
  await page.getByLabel('Who you are').fill(by);
  await page.getByLabel('What to code').selectOption('claim');
  await page.getByLabel('How many').fill(String(answers.length));
  await page.getByRole('button', { name: 'Draw' }).click();
  for (const [at, answer] of answers.entries()) {
    await page.getByText(new RegExp(`^${at} of ${answers.length} coded`)).waitFor();
    await page
      .getByRole('article')
      .getByRole('button', { name: answer, exact: false })
      .first()
      .click();
  }
  await page.getByText(new RegExp(`^${answers.length} of ${answers.length} coded`)).waitFor();
  return at;
}

describe.skipIf(!bench)('coding', () => {
  beforeEach(async () => {
    served = await serve(bench!.cases.contested, { write: true });
  });
  afterEach(async () => {
    await Promise.all(desks.splice(0).map((one) => one.close()));
    await served?.end();
  });

  test('two people code blind, their agreement is told, and what they differ on is settled', async () => {
    const one = await codes('Ada Reader', ['yes', 'yes', 'yes', 'yes', 'no', 'yes']);
    const other = await codes('Ben Reader', ['yes', 'yes', 'yes', 'yes', 'no', 'no']);
    expect(await other.page.locator('main').innerText()).not.toContain('Ada');
    const { page } = other;
    await page.getByRole('link', { name: 'Agreement' }).first().click();
    const table = page.getByRole('table', { name: 'Agreement by kind of item' });
    await table.waitFor();
    expect(await table.innerText()).toMatch(/α|0\.\d+/);
    expect(await table.innerText()).toMatch(/6 of 6/);
    const differing = page.getByRole('article');
    expect(await differing.count()).toBe(1);
    expect(await differing.innerText()).toContain('Ada Reader coded');
    await differing
      .getByRole('button', { name: /Take as judgement/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog
      .getByRole('region', { name: 'What it would change' })
      .locator('strong')
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: /Enter it/ }).click();
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => differing.innerText()).toContain('Settled by');
    await one.calm();
    await other.calm();
  });
});
