// What must not happen: words of reports that run, a server that only shows and yet takes, other sites.
import { afterEach, describe, expect, test } from 'vitest';
import { PAYLOADS } from './cases/hostile';
import { bench, desk, reading, type Desk } from './desk';

let at: Desk;
afterEach(() => at?.close());

const enc = encodeURIComponent;
async function list<T>(path: string, of: string): Promise<T[]> {
  return (await (await at.page.request.get(at.origin + path)).json())[of];
}

describe.skipIf(!bench)('hostile words', () => {
  test('every payload in every field stays text, in the application', async () => {
    at = await reading('hostile');
    const { page } = at;
    const reports = await list<{ id: string }>('/api/reports', 'reports');
    const held = new Set(reports.map(({ id }) => id));
    // Ids that the program refuses never reach a page; the others do.
    const ids = [...PAYLOADS, 'huge', ...PAYLOADS.map((_, nth) => `text-${nth}`)].filter((id) =>
      held.has(id),
    );
    expect(ids.length).toBeGreaterThan(PAYLOADS.length);
    for (const id of ids) {
      await page.goto(`${at.origin}/w/report/${enc(id)}`);
      await page.getByRole('region', { name: 'The text' }).waitFor();
      await at.calm(id);
    }
    const pages = [
      '/w/',
      '/w/reports',
      '/w/entities',
      '/w/sources',
      '/w/review',
      '/w/?lanes=outlet',
      '/w/?lanes=actor',
    ];
    for (const path of [...pages, ...PAYLOADS.map((words) => `/w/search?q=${enc(words)}`)]) {
      await at.go(path);
      await at.calm(path);
    }
    for (const { id } of (await list<{ id: string }>('/api/events', 'events')).slice(0, 12)) {
      await at.go(`/w/event/${enc(id)}`);
      await page.getByRole('heading', { name: 'Voices by slots' }).waitFor();
      await at.calm(id);
    }
    for (const { id } of (await list<{ id: string }>('/api/entities', 'entities')).slice(0, 25)) {
      await at.go(`/w/entity/${enc(id)}`);
      await at.calm(id);
    }
  }, 600_000);

  test('the same on the pages without scripts, where scripts would run', async () => {
    at = await reading('hostile');
    const reports = await list<{ id: string }>('/api/reports', 'reports');
    const events = await list<{ id: string }>('/api/events', 'events');
    const names = await list<{ id: string }>('/api/entities', 'entities');
    const paths = [
      '/events',
      '/reports',
      '/names',
      ...reports.map(({ id }) => `/report/${enc(id)}`),
      ...events.slice(0, 20).map(({ id }) => `/event/${enc(id)}`),
      ...names.slice(0, 30).map(({ id }) => `/entity/${enc(id)}`),
      ...PAYLOADS.map((words) => `/search?q=${enc(words)}`),
      ...PAYLOADS.map((words) => `/events?place=${enc(words)}`),
    ];
    for (const path of paths) {
      const answer = await at.page.goto(at.origin + path);
      expect(answer!.status(), path).toBe(200);
      await at.calm(path);
    }
  }, 600_000);

  test('a link of a report leads nowhere but to the web, and tells nobody', async () => {
    at = await reading('hostile');
    const { page } = at;
    for (const [nth] of PAYLOADS.entries())
      for (const path of [`/w/report/url-${nth}`, `/report/url-${nth}`]) {
        await page.goto(at.origin + path);
        await page.getByText(`Strike ${nth}`).first().waitFor();
        const links = await page
          .locator('a[href]')
          .evaluateAll((all) =>
            (all as HTMLAnchorElement[]).map(({ href, rel }) => ({ href, rel })),
          );
        for (const { href, rel } of links.filter(({ href }) => !href.startsWith(at.origin))) {
          expect(href).toMatch(/^https?:/);
          expect(rel, href).toContain('noreferrer');
        }
      }
    await at.calm();
  }, 300_000);
});

describe.skipIf(!bench)('a server that only shows', () => {
  test('has no control that enters anything, and refuses what is sent', async () => {
    at = await reading('contested');
    const { page } = at;
    const [event] = await list<{ id: string }>('/api/events', 'events');
    const [item] = await list<{ named: unknown }>('/api/codings/items?kind=claim&n=1', 'items');
    const sent = await page.evaluate(
      async (bodies) => {
        const answers: number[] = [];
        for (const [path, body] of bodies) {
          const headers = { 'content-type': 'application/json' };
          const answer = await fetch(path as string, {
            method: 'POST',
            headers,
            body: JSON.stringify(body),
          });
          answers.push(answer.status);
        }
        return answers;
      },
      [
        ['/api/judgements', { ask: { kind: 'note', on: event!.id }, reason: 'x', by: 'x' }],
        ['/api/codings', { item: item!.named, value: 'yes', by: 'x' }],
      ],
    );
    expect(sent).toEqual([403, 403]);
    expect(await list('/api/judgements', 'judgements')).toEqual([]);
    for (const path of [
      '/w/',
      `/w/event/${event!.id}`,
      '/w/report/hp-0303#c1',
      '/w/review',
      '/w/coding',
    ]) {
      await page.goto(at.origin + path);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.waitForLoadState('networkidle');
      for (const name of [
        /^Enter it/,
        /^Note it/,
        /^Accept$/,
        /^Reject$/,
        /^Correct$/,
        /^Add a claim/,
      ]) {
        const all = page.getByRole('button', { name });
        for (let nth = 0; nth < (await all.count()); nth++)
          expect(await all.nth(nth).isEnabled(), `${path} ${name}`).toBe(false);
      }
    }
    await page.getByText('read only').waitFor();
  });

  test('takes nothing that another site sends, and is in no frame', async () => {
    at = await reading('contested');
    const { request } = at.page;
    const data = { ask: { kind: 'note', on: 'x' }, reason: 'x', by: 'x' };
    const elsewhere = await request.post(`${at.origin}/api/preview`, {
      data,
      headers: { origin: 'http://elsewhere.invalid' },
    });
    expect(elsewhere.status()).toBe(403);
    const rebound = await request.get(`${at.origin}/api/case`, {
      headers: { host: 'elsewhere.invalid' },
    });
    expect(rebound.status()).toBe(421);
    const page = await request.get(`${at.origin}/events`);
    expect(page.headers()['content-security-policy']).toContain("default-src 'none'");
    expect(page.headers()['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(page.headers()['content-security-policy']).not.toContain('unsafe');
  });
});

describe.skipIf(!bench)('a closed door', () => {
  test('a wrong token opens nothing', async () => {
    const { origin } = new URL(bench!.served.demo);
    at = await desk(`${origin}/?token=${'0'.repeat(32)}`, { expected: /401/ });
    const answer = await at.page.request.get(`${origin}/api/case`);
    expect(answer.status()).toBe(401);
  });
});
