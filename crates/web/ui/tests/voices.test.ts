// Chains of voices in words, outermost first; nobody is made up.
import { expect, test } from 'vitest';
import { voiceWords } from '../src/lib/voices';

test('outermost first; names stand for ids, words before names', () => {
  const names = { 'E-1': 'Northern Front' };
  expect(voiceWords([{ outlet: 'Velm Radio' }], names)).toBe('Velm Radio');
  expect(voiceWords([{ outlet: 'Velm Radio' }, { entity: 'E-1', text: null }], names)).toBe(
    'Velm Radio, quoting Northern Front',
  );
  expect(voiceWords([{ outlet: 'Velm Radio' }, { entity: 'E-1', text: 'the Front' }], names)).toBe(
    'Velm Radio, quoting the Front',
  );
});

test('what is not named is said to be so', () => {
  expect(voiceWords([], {})).toBe('an outlet not named');
  expect(voiceWords([{ outlet: null }, { text: null }], {})).toBe(
    'an outlet not named, quoting somebody not named',
  );
  expect(voiceWords([{ outlet: 'A' }, { entity: 'E-9' }], {})).toBe('A, quoting E-9');
});
