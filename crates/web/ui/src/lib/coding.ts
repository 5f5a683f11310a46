// What a coder can say of an item, and the key for each answer.
//
// In: the kind of an item. Out: its answers; for a slot a number or a word is typed instead. Must hold:
// no answer stands before another by more than the alphabet of the method: yes, no, unsure.

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

/** The answers to an item of a kind; none where something is typed. */
export function choices(kind: string): Choice[] {
  if (kind === 'claim') return SAYS;
  return /^(entit|event|pair|merge|group)/.test(kind) ? PAIR : [];
}

/** What was typed for a slot: a number as the record writes it, or the word; null where nothing is. */
export function typedValue(text: string): string | null {
  const plain = text.trim().replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660));
  return plain === '' ? null : plain;
}

/** A reason for settling what coders differ on: it names every coding. */
export function adjudication(
  codings: readonly { coder: string; value: string; note?: string | null }[],
): string {
  const said = codings.map(
    ({ coder, value, note }) => `${coder} coded “${value}”${note ? ` (${note})` : ''}`,
  );
  return said.length ? `${said.join('; ')}. Settled: ` : '';
}
