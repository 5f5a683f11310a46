// The other runs of the browser tests: `npm run e2e:time -- CASE…` and `npm run e2e:pictures`.
//
// In: which, and cases. Out: the exit status of the tests, which print tables or write pictures.
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

const [which, ...cases] = process.argv.slice(2);
const runs = cases.length ? cases.map((one) => resolve(one)) : [undefined];
let failed = 0;
for (const one of runs) {
  const env = { ...process.env, E2E: `e2e/${which}.run.ts`, ...(one && { E2E_CASE: one }) };
  const args = ['vitest', 'run', '-c', 'vitest.e2e.config.ts'];
  failed ||=
    spawnSync('npx', args, { stdio: 'inherit', env, shell: process.platform === 'win32' }).status ??
    1;
}
process.exit(failed);
