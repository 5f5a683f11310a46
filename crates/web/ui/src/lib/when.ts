// Days of an event: as a stretch of time that is as wide as what is known, and in few letters.
//
// In: first and last possible day, as the API has them. Out: instants in milliseconds, UTC. Must hold: no
// more is claimed than is told: a part of a day is narrower than its day only where the day is one.
import type { When } from './shapes';

export const DAY = 86_400_000;

/** A stretch of time, end excluded. */
export interface Stretch {
  from: number;
  to: number;
}

/** Hours that the words for a part of a day may mean at most; a night may be either end of its day. */
const parts: Record<string, [number, number]> = {
  MO: [0, 12],
  AF: [12, 19],
  EV: [16, 24],
  DT: [6, 20],
  MI: [11, 14],
};
const partWords: Record<string, string> = {
  MO: 'morning',
  AF: 'afternoon',
  EV: 'evening',
  NI: 'night',
  DT: 'by day',
  MI: 'midday',
};

/** The stretch in which an event happened; none where no date is told, or none can be read. */
export function stretch(when: When | null): Stretch | null {
  if (!when) return null;
  const from = Date.parse(`${when.earliest}T00:00:00Z`);
  const to = Date.parse(`${when.latest}T00:00:00Z`) + DAY;
  if (!Number.isFinite(from) || !Number.isFinite(to) || to <= from) return null;
  if (to - from > DAY || !when.part) return { from, to };
  const hours = parts[when.part] ?? clock(when.part);
  return hours
    ? { from: from + hours[0] * 3_600_000, to: from + hours[1] * 3_600_000 }
    : { from, to };
}

/** `15:00` stands for its hour; with a zone it may fall on another side of the day, so the day stays. */
function clock(part: string): [number, number] | null {
  const hour = /^(\d\d):\d\d$/.exec(part)?.[1];
  return hour && Number(hour) < 24 ? [Number(hour), Number(hour) + 1] : null;
}

/** The days as the terminal writes them: `2016-02-07`, `2016-02`, `2016`, `2016-02-08/2016-02-09`. */
export function days(when: When | null): string {
  if (!when) return 'date not told';
  const { earliest, latest } = when;
  const told = when.part ? ` ${partWords[when.part] ?? when.part}` : '';
  if (earliest === latest) return earliest + told;
  const year = earliest.slice(0, -6);
  if (earliest === `${year}-01-01` && latest === `${year}-12-31`) return year;
  const month = earliest.slice(0, -3);
  if (earliest === `${month}-01` && latest === lastOf(month)) return month;
  return `${earliest}/${latest}${told}`;
}

function lastOf(month: string): string {
  const [year = 0, number = 0] = month.split('-').map(Number);
  const end = new Date(0);
  end.setUTCFullYear(year, number, 0);
  return `${month}-${String(end.getUTCDate()).padStart(2, '0')}`;
}

/** The day of an instant: `2016-02-07`. */
export function day(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
