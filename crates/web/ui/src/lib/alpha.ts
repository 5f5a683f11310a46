// Agreement between coders in words: Krippendorff's α as it was worked out by the server, never here.
//
// Must hold: where nobody varied α is not defined, and is neither shown as 1 nor as 0; the customary
// bounds are named as customary, not as a verdict.

/** What α says, with the level of measurement that was used. */
export function alphaWords(alpha: number | null, level: string): string {
  if (alpha === null || Number.isNaN(alpha))
    return `not defined (${level}): nobody varied, or too few items were coded by two`;
  return `α = ${alphaShown(alpha)} (${level})`;
}

/** α with three digits; a minus where coders agree less than by chance. */
export function alphaShown(alpha: number): string {
  return alpha
    .toFixed(3)
    .replace('-', '−')
    .replace(/^−0\.000$/, '0.000');
}

/** Where α stands by the bounds that Krippendorff (2004) calls customary. */
export function alphaBounds(alpha: number | null): string {
  if (alpha === null || Number.isNaN(alpha)) return '';
  if (alpha < 0) return 'less than chance would give';
  if (alpha < 0.667) return 'below .667, the customary bound for tentative conclusions';
  if (alpha < 0.8) return 'between .667 and .800: customarily, for tentative conclusions';
  return 'at or above .800, the customary bound for relying on codings';
}

/** A share of 0 to 1 in percent. */
export function percent(share: number | null | undefined): string {
  return share == null || Number.isNaN(share) ? 'none' : `${Math.round(share * 100)} %`;
}
