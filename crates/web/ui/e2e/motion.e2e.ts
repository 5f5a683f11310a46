// A thousand events and more: scrolling the list and zooming the timeline, frame by frame.
//
// Medians and worst frames are told; only a gross failure fails, as machines of tests are slow and shared.
import type { Page } from 'playwright-core';
import { afterEach, describe, expect, test } from 'vitest';
import { bench, reading, type Desk } from './desk';

let at: Desk;
afterEach(() => at?.close());

const GROSS = 500;

/** Counts frames and long tasks from now on. */
async function watch(page: Page) {
  await page.evaluate(() => {
    const seen = {
      frames: [] as number[],
      tasks: [] as number[],
      last: performance.now(),
      on: true,
    };
    new PerformanceObserver((list) => {
      for (const one of list.getEntries()) seen.tasks.push(one.duration);
    }).observe({ entryTypes: ['longtask'] });
    const step = (now: number) => {
      seen.frames.push(now - seen.last);
      seen.last = now;
      if (seen.on) requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
    Object.assign(window, { e2eSeen: seen });
  });
}

async function told(page: Page, what: string): Promise<number> {
  const { frames, tasks } = await page.evaluate(() => {
    const { e2eSeen } = window as unknown as {
      e2eSeen: { frames: number[]; tasks: number[]; on: boolean };
    };
    e2eSeen.on = false;
    return { frames: e2eSeen.frames.slice(1), tasks: e2eSeen.tasks };
  });
  const ordered = [...frames].sort((a, b) => a - b);
  const middle = ordered[Math.floor(ordered.length / 2)] ?? 0;
  const worst = ordered.at(-1) ?? 0;
  console.log(
    `${what}: ${frames.length} frames, median ${middle.toFixed(1)} ms, worst ${worst.toFixed(0)} ms; ` +
      `${tasks.length} tasks over 50 ms, longest ${Math.max(0, ...tasks).toFixed(0)} ms`,
  );
  return worst;
}

describe.skipIf(!bench)('a thousand events', () => {
  test('the list scrolls', async () => {
    at = await reading('many');
    const { page } = at;
    const box = page.getByRole('table', { name: 'Events that fit' });
    await box.getByRole('link').first().waitFor();
    const total = Number(await box.getAttribute('aria-rowcount'));
    expect(total).toBeGreaterThan(1000);
    expect(await box.getByRole('row').count()).toBeLessThan(200);
    await box.hover();
    await watch(page);
    for (let turn = 0; turn < 60; turn++) await page.mouse.wheel(0, 400);
    await page.keyboard.press('j');
    expect(await told(page, `list of ${total - 1}`)).toBeLessThan(GROSS);
    await at.calm();
  });

  test('the timeline zooms and moves', async () => {
    at = await reading('many');
    const { page } = at;
    await page.getByRole('table', { name: 'Events that fit' }).getByRole('link').first().waitFor();
    await watch(page);
    const zoom = page.getByRole('button', { name: 'Zoom in', exact: true });
    for (let turn = 0; turn < 8; turn++) await zoom.click();
    for (let turn = 0; turn < 10; turn++) await page.getByRole('button', { name: 'Later' }).click();
    for (let turn = 0; turn < 8; turn++)
      await page.getByRole('button', { name: 'Zoom out', exact: true }).click();
    expect(await told(page, 'timeline')).toBeLessThan(GROSS);
    await at.calm();
  });
});
