// The form that every page must have: axe-core in light and dark, 200 %, paper, the keyboard.
//
// In: a page in some state. Out: nothing, or a failure that names element and rule.
import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { desk, type Desk } from './desk';

/** Runs axe-core on the page as it stands; nothing serious or critical may be found. */
export async function accessible(page: Page, where: string) {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const run = (window as unknown as { axe: typeof axe }).axe;
    const { violations } = await run.run(document, { resultTypes: ['violations'] });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) =>
        nodes
          .slice(0, 4)
          .map((node) => `${id}: ${node.target.join(' ')} ${node.html.slice(0, 160)}`),
      );
  });
  expect(found, where).toEqual([]);
}

/** No page is wider than its window: what is wide scrolls in a box of its own. */
export async function fits(page: Page, where: string) {
  const wide = await page.evaluate(() => {
    const root = document.scrollingElement ?? document.documentElement;
    if (root.scrollWidth <= root.clientWidth + 1) return [];
    const out = [...document.querySelectorAll('main *, header *, body > *')].filter(
      (one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !boxed(one),
    );
    function boxed(one: Element): boolean {
      for (let up = one.parentElement; up && up !== root; up = up.parentElement)
        if (/auto|scroll|hidden|clip/.test(getComputedStyle(up).overflowX)) return true;
      return false;
    }
    return [
      `${root.scrollWidth} > ${root.clientWidth}`,
      ...out.slice(0, 5).map((one) => one.outerHTML.slice(0, 140)),
    ];
  });
  expect(wide, where).toEqual([]);
}

/** Paper shows the page: it has words, and none of the controls. */
export async function prints(page: Page, where: string) {
  await page.emulateMedia({ media: 'print' });
  const [words, controls] = await page.evaluate(() => [
    (document.querySelector('main') ?? document.body).innerText.trim().length,
    [...document.querySelectorAll('.no-print')].filter((one) => one.getClientRects().length).length,
  ]);
  const paper = await page.pdf({ format: 'A4' });
  await page.emulateMedia({ media: 'screen' });
  expect(words, `${where} on paper`).toBeGreaterThan(20);
  expect(controls, `${where} on paper`).toBe(0);
  expect(paper.subarray(0, 5).toString()).toBe('%PDF-');
}

/** Tab comes to every control that can be seen. */
export async function reached(page: Page, where: string) {
  const count = await page.evaluate(() => {
    const all = [
      ...document.querySelectorAll<HTMLElement>(
        'a[href], button, input, select, textarea, summary, [tabindex="0"]',
      ),
    ].filter(
      (one) =>
        one.tabIndex >= 0 &&
        !one.matches(':disabled, [inert] *, input[type=radio]') &&
        one.checkVisibility({ visibilityProperty: true }),
    );
    const known = new Set<Element>();
    Object.assign(window, { e2eKnown: known, e2eAll: all });
    document.addEventListener('focusin', (event) => known.add(event.target as Element), true);
    (document.activeElement as HTMLElement | null)?.blur();
    return all.length;
  });
  for (let press = 0; press < Math.min(count, 600) * 1.2 + 20; press++)
    await page.keyboard.press('Tab');
  const missed = await page.evaluate(() => {
    const { e2eKnown, e2eAll } = window as unknown as {
      e2eKnown: Set<Element>;
      e2eAll: HTMLElement[];
    };
    // What a list has taken out meanwhile is reached where it is drawn.
    return e2eAll
      .filter((one) => one.isConnected && !e2eKnown.has(one) && one.checkVisibility())
      .map((one) => one.outerHTML.slice(0, 160));
  });
  expect(missed.slice(0, 5), `${where}: not reached by Tab`).toEqual([]);
}

/** Everything of one address: here, and in a window at 200 %. */
export async function formed(
  at: Desk,
  opened: string,
  path: string,
  ready: (page: Page) => Promise<unknown>,
) {
  const { page } = at;
  await ready(page);
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    await accessible(page, `${path} ${scheme}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await fits(page, `${path} 100 %`);
  await prints(page, path);
  await reached(page, path);
  await at.calm(path);
  const large = await desk(opened, { scale: 2 });
  await large.go(path);
  await ready(large.page);
  await fits(large.page, `${path} 200 %`);
  await large.calm(`${path} 200 %`);
  await large.close();
}
