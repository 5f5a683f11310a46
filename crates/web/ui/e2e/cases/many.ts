// Some thousand invented reports, each of an event of its own or of the one before: days, towns, figures
// and groups vary by position alone, so that every run has the same case.
import type { Given } from '../cases';

const TOWNS = ['Labasa', 'Suva', 'Nadi', 'Lautoka', 'Levuka', 'Sigatoka', 'Savusavu', 'Rakiraki'];
const GROUPS = ['Coastal Brigade', 'Northern Front', 'Hill Guard', 'River Council', 'Reef Army'];
const OUTLETS = [
  'Hill Post',
  'Coast Wire',
  'Morning Tide',
  'Brigade Radio',
  'صوت الساحل',
  'Reef News',
];
const WHAT = ['market', 'hospital', 'school', 'bridge', 'mosque', 'police station'];
const MONTHS =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** So many events, every fifth of them told twice, with figures that cannot both hold. */
export function many(events: number): Given[] {
  return Array.from({ length: events }, (_, at) => at).flatMap((at): Given[] => {
    const day = new Date(Date.UTC(2027, 0, 1 + at * 2));
    const told = `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
    const next = new Date(day.getTime() + 86_400_000).toISOString().slice(0, 10);
    const [town, what] = [TOWNS[at % 8]!, WHAT[at % 6]!];
    const [one, other] = [GROUPS[at % 5]!, GROUPS[(at + 2) % 5]!];
    const low = 2 + (at % 9);
    const of = (nth: number, text: string): Given => ({
      id: `m${String(at).padStart(5, '0')}-${nth}`,
      outlet: OUTLETS[(at + nth) % 6]!,
      published: next,
      title: `Air strike on ${town}`,
      lang: 'en',
      text,
    });
    const first =
      `An air strike on the ${what} in ${town}, Fiji, on ${told} killed ${low} people, the city clinic said. ` +
      `The ${other} accused the ${one} of the air strike.`;
    const second =
      `An air strike on the ${what} in ${town}, Fiji, on ${told} killed ${low + 20} people, rescue workers said. ` +
      `The ${one} denied responsibility for the air strike.`;
    return at % 5 ? [of(1, first)] : [of(1, first), of(2, second)];
  });
}
