// What joined two names, as a picture: from nothing, weight by weight, to the sum, and the threshold.
//
// In: a join (or a pair that was kept apart) with its levels in log2 odds. Out: bars that follow one
// another, in the same order. Must hold: the last bar ends at the weight the program decided by; where
// the levels as shown do not add up to it, a bar of its own says so, and nothing is stretched.

/** What the levels of the program look like; `words` are those they were seen on. */
export interface Weighed {
  weight: number;
  threshold?: number | null;
  levels: { comparison: string; level: string; words?: string; weight: number }[];
}

export interface Bar {
  label: string;
  /** What it was seen on; empty where it concerns the whole names. */
  words: string;
  weight: number;
  from: number;
  to: number;
}

export interface Waterfall {
  bars: Bar[];
  total: number;
  /** What had to be reached; null where the weight did not decide. */
  threshold: number | null;
  /** What the picture has to span; holds zero, all bars and the threshold. */
  low: number;
  high: number;
}

/** Weights come with one digit; sums of them may be off by less than this. */
const ROUNDED = 0.05;

export function waterfall(of: Weighed): Waterfall {
  const bars: Bar[] = [];
  let at = 0;
  for (const { comparison, level, words, weight } of of.levels) {
    const to = tidy(at + weight);
    bars.push({
      label: comparison ? `${comparison}: ${level}` : level,
      words: words ?? '',
      weight,
      from: at,
      to,
    });
    at = to;
  }
  const rest = tidy(of.weight - at);
  if (Math.abs(rest) > ROUNDED)
    bars.push({ label: 'not shown one by one', words: '', weight: rest, from: at, to: of.weight });
  const threshold = of.threshold ?? null;
  const ends = [0, of.weight, threshold ?? 0, ...bars.flatMap((bar) => [bar.from, bar.to])];
  return {
    bars,
    total: of.weight,
    threshold,
    low: Math.min(...ends),
    high: Math.max(...ends),
  };
}

/** What a question of the review queue rests on. */
export interface Reasons extends Weighed {
  /** The reason that the picture says; it need not be said twice. */
  told: string | null;
  /** What was decided by, where that is not what these two weigh: the mean over all tellings. */
  mean: { weight: number; threshold: number } | null;
}

/**
 * Reads back what was weighed from a question's reasons, which keep it as sentences: `prior -5.5, same
 * place +3.0` and `joined at +0.5, above +0.0 carries`. Nothing where no reason has weights: then
 * there is no picture to draw.
 */
export function reasons(why: readonly string[], levels: Weighed['levels'] = []): Reasons | null {
  const read = why.map((told) => ({ told, levels: levelsOf(told) }));
  const found = levels.length ? { told: null, levels } : read.find((one) => one.levels);
  if (!found?.levels) return null;
  const sum = tidy(found.levels.reduce((sum, level) => sum + level.weight, 0));
  const by = decidedBy(why);
  // Each level is rounded to a digit, and so is the sum.
  const near = by && Math.abs(by.weight - sum) <= ROUNDED * (found.levels.length + 1);
  return {
    levels: found.levels,
    told: found.told,
    weight: near ? by.weight : sum,
    threshold: near ? by.threshold : undefined,
    mean: by && !near ? by : null,
  };
}

/** A sentence of weights, whole or not at all; words before a colon are no part of it. */
function levelsOf(sentence: string): Weighed['levels'] | null {
  const parts = sentence
    .slice(sentence.lastIndexOf(': ') + 1)
    .trim()
    .split(', ')
    .map((part) => /^(.+) ([+−-]\d+(?:\.\d+)?)$/.exec(part));
  const levels = parts.flatMap((part) =>
    part ? [{ comparison: '', level: part[1]!, weight: numeral(part[2]!) }] : [],
  );
  return levels.length === parts.length ? levels : null;
}

function decidedBy(why: readonly string[]): { weight: number; threshold: number } | null {
  const number = '([+−-]?\\d+(?:\\.\\d+)?)';
  const form = new RegExp(
    `(?:joined at|weigh) ${number}(?:, above|, and|;) ${number} (?:carries|was needed|would carry)`,
  );
  for (const reason of why) {
    const [, weight, threshold] = form.exec(reason) ?? [];
    if (weight && threshold) return { weight: numeral(weight), threshold: numeral(threshold) };
  }
  return null;
}

function numeral(text: string): number {
  return Number(text.replace('−', '-'));
}

/** What a weight says, in odds: `about 5 to 1 for`, `about 4 to 1 against`, `even`. */
export function odds(weight: number): string {
  const times = 2 ** Math.abs(weight);
  if (times < 1.15) return 'even';
  const said =
    times >= 1_000_000 ? 'more than a million' : times >= 10 ? rounded(times) : times.toFixed(1);
  return `${times >= 1_000_000 ? '' : 'about '}${said.replace(/\.0$/, '')} to 1 ${weight > 0 ? 'for' : 'against'}`;
}

/** A weight with its sign, as the terminal prints it. */
export function signed(weight: number): string {
  const shown = Math.abs(weight).toFixed(1);
  return shown === '0.0' ? '0.0' : `${weight < 0 ? '−' : '+'}${shown}`;
}

function rounded(times: number): string {
  const digits = 10 ** (Math.floor(Math.log10(times)) - 1);
  return (Math.round(times / digits) * digits).toLocaleString('en');
}

function tidy(sum: number): number {
  return Math.round(sum * 1e6) / 1e6;
}
