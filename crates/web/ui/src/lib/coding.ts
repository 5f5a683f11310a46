// What a coder can say of an item, and the key for each answer.
//
// In: the kind of an item. Out: its answers; for a slot a number or a word is typed instead. Must hold:
// no answer stands before another by more than the alphabet of the method: yes, no, unsure.
import type { CodedItem, CodingOf, Quoted } from './shapes';

export interface Choice {
  key: string;
  value: string;
  label: string;
}

const UNSURE: Choice = { key: 'u', value: 'unsure', label: 'unsure' };
const SAYS: Choice[] = [
  { key: 'y', value: 'yes', label: 'yes, the report says so' },
  { key: 'n', value: 'no', label: 'no, it does not' },
  UNSURE,
];
const PAIR: Choice[] = [
  { key: 's', value: 'same', label: 'the same' },
  { key: 'd', value: 'different', label: 'different' },
  UNSURE,
];

/** The answers to an item of a kind; of a slot something is typed, or it is unsure. */
export function choices(kind: string): Choice[] {
  if (kind === 'claim') return SAYS;
  return kind === 'entities' || kind === 'events' ? PAIR : [UNSURE];
}

/** What was typed for a slot: a number as the record writes it, or the word; null where nothing is. */
export function typedValue(text: string): string | null {
  const plain = text.trim().replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return plain === '' ? null : plain;
}

/** The reason to begin with: the server's, which names the codings, and what each coder said. */
export function adjudication(
  begins: string,
  codings: readonly Pick<CodingOf, 'by' | 'value' | 'note'>[],
): string {
  const said = codings.map(
    ({ by, value, note }) => `${by} coded “${value}”${note ? ` (${note})` : ''}`,
  );
  return `${begins}${said.join(', ')}; `;
}

/** The words to look at, with their span. */
export function quoted(item: CodedItem): Quoted[] {
  return item.quotes.map(({ report, start, quote, claim }) => ({
    report,
    span: [start, start + [...quote].length],
    quote,
    claim,
  }));
}

/** Where a drawn set is kept: a second coder, and a second look, find the same items. */
export function keptAs(name: string, kind: string, n: string, seed: string): string {
  return `drawn ${JSON.stringify([name, kind, n, seed])}`;
}
