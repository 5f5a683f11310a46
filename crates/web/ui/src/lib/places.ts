// Where words of a report are shown: the reading view, at a claim or at a span.
import { to } from './route.svelte';

/** The claim of a report: its id is that of the report, a hash, and its own; a report's may have one, too. */
export function claimAt(claim: string): string {
  const at = claim.lastIndexOf('#');
  if (at < 0) return to('report', claim);
  return `${to('report', claim.slice(0, at))}#${encodeURIComponent(claim.slice(at + 1))}`;
}

/** A stretch of a report, in code points; the whole report where none is told. */
export function spanAt(report: string, span?: readonly number[] | null): string {
  return to('report', report) + (span?.length ? `?span=${span[0]}-${span[1]}` : '');
}
