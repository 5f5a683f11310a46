// The cases of the tests: the bundled one, a contested one, a hostile one, one of a thousand events.
//
// All invented; only towns on the map are real, as it draws no others. Out: paths of cases in a folder.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { hostile } from './cases/hostile';
import { many } from './cases/many';
import { ui } from './found';
import { run } from './serve';

export interface Cases {
  demo: string;
  contested: string;
  hostile: string;
  many: string;
}

/** A report as the program takes it. */
export interface Given {
  id: string;
  outlet?: string | null;
  published?: string | null;
  title?: string | null;
  url?: string | null;
  lang?: string | null;
  text: string;
}

/** Builds every case below a folder. */
export function build(below: string): Cases {
  const of = (name: keyof Cases) => join(below, `${name}.rashomon`);
  const add = (name: keyof Cases, reports: string) => {
    const lines = join(below, `${name}.jsonl`);
    writeFileSync(lines, reports);
    run('add', '-q', of(name), lines);
  };
  const lines = (reports: Given[]) => reports.map((one) => JSON.stringify(one)).join('\n');
  run('demo', '--case', of('demo'));
  add('contested', readFileSync(join(ui, 'e2e/cases/contested.jsonl'), 'utf8'));
  add('hostile', lines(hostile()));
  add('many', lines(many(1100)));
  return {
    demo: of('demo'),
    contested: of('contested'),
    hostile: of('hostile'),
    many: of('many'),
  };
}
