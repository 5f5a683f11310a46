// Starts the program on a case and ends it; runs its other commands.
//
// In: a case, what may be done with it. Out: the address with its token, and how to end it. Must hold: a
// test that writes has a case of its own, so that no test sees what another did.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { program } from './found';

/** A server that answers. */
export interface Served {
  /** With its token, as it is printed. */
  opened: string;
  /** Scheme, host and port alone. */
  origin: string;
  token: string;
  /** The case it serves. */
  path: string;
  end: () => Promise<void>;
}

/** Runs a command of the program to its end. */
export function run(...args: string[]): string {
  const most = 256 * 1024 * 1024;
  return execFileSync(program(), args, { encoding: 'utf8', maxBuffer: most, stdio: 'pipe' });
}

/** A folder of its own that is taken away with `clear`. */
export function folder(): { path: string; clear: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'rashomon-e2e-'));
  return { path, clear: () => rmSync(path, { recursive: true, force: true }) };
}

/** Serves a case; a copy of it where it is written to. */
export async function serve(path: string, how: { write?: boolean } = {}): Promise<Served> {
  const own = how.write ? folder() : null;
  const shown = own ? join(own.path, basename(path)) : path;
  if (own) copyFileSync(path, shown);
  const args = ['serve', shown, '--port', '0', ...(how.write ? ['--write'] : [])];
  const child = spawn(program(), args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const opened = await address(child);
  const { origin, searchParams } = new URL(opened);
  const end = async () => {
    const gone = new Promise((done) => child.once('exit', done));
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await gone;
    own?.clear();
  };
  return { opened, origin, token: searchParams.get('token') ?? '', path: shown, end };
}

/** Waits for the line that holds the address. */
function address(child: ChildProcess): Promise<string> {
  return new Promise((found, fails) => {
    let said = '';
    const read = (part: Buffer) => {
      said += part.toString();
      const line = /http:\/\/\S+token=\S+/.exec(said);
      if (line) found(line[0]);
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => fails(new Error(`serve ended with ${code}: ${said}`)));
  });
}
