// Once before all tests: the cases are built and served for reading, the browser is started.
//
// Out: addresses, by `inject('bench')`; null where there is no browser.
import { chromium as engine } from 'playwright-core';
import type { TestProject } from 'vitest/node';
import { build, type Cases } from './cases';
import { built, chromium, skipped } from './found';
import { folder, serve } from './serve';

export interface Bench {
  /** Where the browser listens. */
  browser: string;
  /** Each case by its path. */
  cases: Cases;
  /** Each case served for reading: its address with the token. */
  served: Record<keyof Cases, string>;
  /** A built application that stands in for the program's own. */
  built: string | null;
}

declare module 'vitest' {
  export interface ProvidedContext {
    bench: Bench | null;
  }
}

export default async function (project: TestProject) {
  const executablePath = chromium();
  if (!executablePath) {
    process.stderr.write(skipped());
    if (process.env.E2E_REQUIRED) throw new Error('there is no browser to test in');
    project.provide('bench', null);
    return;
  }
  const work = folder();
  const browser = await engine.launchServer({
    executablePath,
    args: ['--no-sandbox', '--disable-dev-shm-usage', '--force-prefers-reduced-motion'],
  });
  const only = process.env.E2E_CASE;
  const cases = only
    ? { demo: only, contested: only, hostile: only, many: only }
    : build(work.path);
  const servers = await Promise.all([...new Set(Object.values(cases))].map((path) => serve(path)));
  const of = (path: string) => servers.find((one) => one.path === path)?.opened ?? '';
  project.provide('bench', {
    browser: browser.wsEndpoint(),
    cases,
    served: {
      demo: of(cases.demo),
      contested: of(cases.contested),
      hostile: of(cases.hostile),
      many: of(cases.many),
    },
    built: built(),
  });
  return async () => {
    await browser.close();
    await Promise.all(servers.map((one) => one.end()));
    work.clear();
  };
}
