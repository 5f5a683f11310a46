// A desk: one browser window on one server, watched for everything that must not happen.
//
// In: an address with its token. Out: a page, and `calm`, which fails on an error of the console, a breach
// of the content security policy, a request to another host, a dialog, or a payload that ran.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { expect, inject } from 'vitest';
import type { Cases } from './cases';

export const bench = inject('bench');
let browser: Browser | undefined;

/** The one browser. */
export async function engine(): Promise<Browser> {
  if (!bench) throw new Error('there is no browser');
  browser ??= await chromium.connect(bench.browser);
  return browser;
}

/** What a window is like. */
export interface Window {
  width?: number;
  height?: number;
  /** 2: as at 200 %. */
  scale?: number;
  scripts?: boolean;
  dark?: boolean;
  /** Refusals that the test provokes itself. */
  expected?: RegExp;
}

export interface Desk {
  page: Page;
  context: BrowserContext;
  /** Scheme, host and port. */
  origin: string;
  /** Goes to a path and waits until nothing is asked any more. */
  go: (path: string) => Promise<void>;
  /** Fails where something happened that must not. */
  calm: (where?: string) => Promise<void>;
  close: () => Promise<void>;
}

/** Opens the address of a server, by the token in it, as a person does. */
export async function desk(opened: string, how: Window = {}): Promise<Desk> {
  const { width = 1280, height = 800, scale = 1, scripts = true, dark = false } = how;
  const context = await (
    await engine()
  ).newContext({
    viewport: { width: Math.round(width / scale), height: Math.round(height / scale) },
    deviceScaleFactor: scale,
    javaScriptEnabled: scripts,
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    acceptDownloads: true,
  });
  const { origin } = new URL(opened);
  if (bench?.built) await standIn(context, origin, bench.built);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const troubles = watch(page, origin, how.expected);
  await page.goto(opened);
  const settled = () => page.waitForLoadState('networkidle');
  const go = async (path: string) => {
    await page.goto(origin + path);
    await settled();
  };
  const calm = async (where = '') => {
    if (scripts) {
      const taken = await page.evaluate(() => (window as { e2eTaken?: unknown }).e2eTaken ?? null);
      if (taken !== null) troubles.push('a payload ran');
    }
    const title = await page.title();
    if (title.startsWith('taken')) troubles.push(`the title was taken over: ${title}`);
    expect(troubles, `${where} ${page.url()}`).toEqual([]);
  };
  await settled();
  return { page, context, origin, go, calm, close: () => context.close() };
}

/** Opens one of the cases that are served for reading. */
export const reading = (name: keyof Cases, how: Window = {}) => desk(bench!.served[name], how);

/** Notes everything that must not happen. */
function watch(page: Page, origin: string, expected?: RegExp): string[] {
  const troubles: string[] = [];
  const note = (what: string) => {
    if (!expected?.test(what)) troubles.push(what.slice(0, 400));
  };
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' || /content security policy/i.test(text))
      note(`console: ${text} ${message.location().url}`);
  });
  page.on('pageerror', (error) => note(`error: ${error.message} ${error.stack ?? ''}`));
  page.on('dialog', (dialog) => {
    note(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', (popup) => {
    const url = popup.url();
    if (url !== 'about:blank' && !url.startsWith(`${origin}/`)) note(`window: ${url}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob|about):/.test(url)) note(`request: ${url}`);
  });
  return troubles;
}

/** Answers for the application's files from a folder; pages, headers and the API stay the server's own. */
async function standIn(context: BrowserContext, origin: string, folder: string) {
  await context.route(`${origin}/static/**`, async (route) => {
    const name = basename(new URL(route.request().url()).pathname);
    const kind = { js: 'text/javascript', css: 'text/css', svg: 'image/svg+xml' };
    await route.fulfill({
      body: readFileSync(join(folder, name)),
      contentType: kind[name.split('.').at(-1) as keyof typeof kind] ?? 'application/json',
      headers: { 'cache-control': 'no-store' },
    });
  });
}
