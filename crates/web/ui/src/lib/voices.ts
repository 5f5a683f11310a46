// A chain of voices in words, for records that carry it as the contract has it: from the outlet inwards.
import type { Claim, Names } from './shapes';

type Chain = Claim['said_by'];

/** `Velm Radio`, or `Velm Radio, quoting Col. Arden`; who is not named is said to be so. */
export function voiceWords(chain: Chain, names: Names): string {
  const [first, ...rest] = chain.map((voice) => {
    if (voice.text) return voice.text;
    if (voice.entity) return names[voice.entity] ?? voice.entity;
    return voice.outlet ?? null;
  });
  const outlet = first ?? 'an outlet not named';
  const quoted = rest.map((one) => one ?? 'somebody not named');
  return [outlet, ...quoted].join(', quoting ');
}
