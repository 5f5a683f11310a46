// What the browser tests need of the machine: a Chromium, the program, the application to be served.
//
// In: CHROMIUM, RASHOMON_BIN, RASHOMON_UI of the environment. Out: paths, or why there is none. Must hold:
// what is missing is said loudly, with the command that brings it; nothing is downloaded.
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the front end, and that of the repository. */
export const ui = resolve(dirname(fileURLToPath(import.meta.url)), '..');
export const repository = resolve(ui, '../../..');

const KNOWN = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

function runs(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The browser of this machine; null where there is none. */
export function chromium(): string | null {
  const told = process.env.CHROMIUM;
  if (told) return runs(told) ? told : null;
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const paths = KNOWN.flatMap((name) => ['/usr/bin', ...folders].map((one) => join(one, name)));
  return paths.find(runs) ?? null;
}

/** The program: as told, or as the tests of the workspace have built it. */
export function program(): string {
  const target = process.env.CARGO_TARGET_DIR ?? join(repository, 'target');
  const tried = process.env.RASHOMON_BIN
    ? [process.env.RASHOMON_BIN]
    : ['debug', 'quick', 'release'].map((profile) => join(target, profile, 'rashomon'));
  const found = tried.find(runs);
  if (!found)
    throw new Error(
      `no program at ${tried.join(', ')}; build it with \`cargo build -p rashomon-cli\`, or name it in RASHOMON_BIN`,
    );
  return found;
}

/**
 * A built application that stands in for the one inside the program, so that pages can be tested before they
 * are embedded; the server's own headers stay in force. Null: the program's own.
 */
export function built(): string | null {
  const told = process.env.RASHOMON_UI;
  if (!told) return null;
  if (!existsSync(join(told, 'index.html')))
    throw new Error(`RASHOMON_UI names ${told}, which holds no index.html; run vite build first`);
  return told;
}

/** Says that no browser was started, so that nobody takes silence for success. */
export function skipped(): string {
  return [
    '',
    '======================================================================',
    'THE WORKBENCH WAS NOT TESTED IN A BROWSER: no Chromium on this machine',
    'Debian: apt install chromium; elsewhere name one in CHROMIUM.',
    '======================================================================',
    '',
  ].join('\n');
}
