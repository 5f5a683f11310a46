// Agreement between coders in words: Krippendorff's α as the server worked it out, never worked out here.
//
// Must hold: where α is not defined, as where nobody varied, it is shown as no number, neither 1 nor 0;
// the customary bounds are named as customary, not as a verdict.
import type { Alpha } from './shapes';

/** What α says, with the level of measurement that was used. */
export function alphaWords(alpha: Alpha | null | undefined, level: string): string {
  if (!alpha || Number.isNaN(alpha.value)) return `not defined (${level})`;
  const { value, between } = alpha;
  const bounds = between
    ? `, ${alphaShown(between[0])} to ${alphaShown(between[1])} in 95 of 100 resamples`
    : '';
  return `α = ${alphaShown(value)} (${level}${bounds})`;
}

/** α with three digits; a minus where coders agree less than by chance. */
export function alphaShown(alpha: number): string {
  return alpha
    .toFixed(3)
    .replace('-', '−')
    .replace(/^−0\.000$/, '0.000');
}

/** Where α stands by the bounds that Krippendorff (2004) calls customary. */
export function alphaBounds(alpha: Alpha | null | undefined): string {
  if (!alpha || Number.isNaN(alpha.value)) return '';
  const { value } = alpha;
  if (value < 0) return 'less than chance would give';
  if (value < 0.667) return 'below .667, the customary bound for tentative conclusions';
  if (value < 0.8) return 'between .667 and .800: customarily, for tentative conclusions';
  return 'at or above .800, the customary bound for relying on codings';
}

/** A share of 0 to 1 in percent. */
export function percent(share: number | null | undefined): string {
  return share == null || Number.isNaN(share) ? 'none' : `${Math.round(share * 100)} %`;
}
