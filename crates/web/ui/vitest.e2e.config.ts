// The tests in a real browser: `npm run e2e`. One browser, one test after the other.
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [process.env.E2E ?? 'e2e/**/*.e2e.ts'],
    globalSetup: ['e2e/setup.ts'],
    fileParallelism: false,
    maxWorkers: 1,
    isolate: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['verbose'],
    expect: { poll: { timeout: 20_000 } },
  },
});
