// A value as a person gives it: which parts a slot has room for, and the parts that were filled in.
//
// In: a slot, what was typed. Out: a `Given` without empty parts. The server checks every part again
// and words what is wrong; this decides only which fields are offered.
import type { Given } from './shapes';

/** Slots that hold numbers of people. */
export const COUNTS = ['killed', 'injured', 'detained', 'missing', 'displaced'];

/** Every slot, in the order in which people read them. */
export const SLOTS = [
  'responsibility',
  'killed',
  'injured',
  'target',
  'damage',
  'place',
  'time',
  'cause',
  'weapon',
  'outcome',
  'detained',
  'missing',
  'displaced',
  'stance',
  'occurrence',
];

export interface Field {
  part: Exclude<keyof Given, 'low' | 'high'>;
  label: string;
  hint?: string;
  /** The only words it may have. */
  words?: string[];
}

/** The fields that a slot has room for. */
export function fields(slot: string): Field[] {
  const text: Field = { part: 'text', label: 'Words to show for it' };
  const party = (label: string): Field => ({
    part: 'party',
    label,
    hint: 'a name as the case has it, or an id',
  });
  if (COUNTS.includes(slot))
    return [
      { part: 'value', label: 'How many', hint: '4 · 4 to 7 · 4 or more · up to 7' },
      {
        part: 'status',
        label: 'Status',
        words: ['civilian', 'combatant', 'mixed', 'unknown'],
      },
      { part: 'who', label: 'Who', words: ['children', 'women', 'men', 'named'] },
      party('Whose people'),
      text,
    ];
  switch (slot) {
    case 'occurrence':
      return [];
    case 'responsibility':
      return [
        party('Who'),
        { part: 'manner', label: 'In what manner', words: ['claimed', 'accused', 'stated'] },
        text,
      ];
    case 'target':
      return [
        party('Who or what'),
        {
          part: 'status',
          label: 'Status',
          words: ['civilian', 'combatant', 'mixed', 'unknown'],
        },
        text,
      ];
    case 'damage':
    case 'weapon':
      return [party('What'), text];
    case 'outcome':
      return [party('Who holds it'), text];
    case 'place':
      return [
        { part: 'place', label: 'Where', hint: 'name · name=geonames:123 · name=32.7,22.6' },
        text,
      ];
    case 'time':
      return [{ part: 'days', label: 'Days', hint: '2031-03-04 · 2031-03-04/2031-03-06' }, text];
    case 'cause':
      return [
        {
          part: 'cause',
          label: 'What sort of cause',
          words: ['hostile', 'accident', 'technical', 'unknown'],
        },
        text,
      ];
    default:
      return [text];
  }
}

/** What was filled in, of the parts that the slot has room for. */
export function filled(slot: string, typed: Given): Given {
  const out: Record<string, string> = {};
  for (const { part } of fields(slot)) {
    const words = typed[part]?.trim();
    if (words) out[part] = words;
  }
  return out;
}

/** Whether there is a value: of an occurrence none is needed. */
export function complete(slot: string, typed: Given): boolean {
  return fields(slot).length === 0 || Object.keys(filled(slot, typed)).length > 0;
}
