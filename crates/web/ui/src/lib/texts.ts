// Texts of reports, for showing words where they stand; each is asked for once while the case stays.
//
// In: a report's id. Out: its page. Must hold: an answer of an older state of the case is not kept.
import { get } from './api';
import { Sliced } from './offsets';
import { session } from './session.svelte';
import type { ReportPage } from './shapes';

/** So many are kept; the one asked for longest ago goes first. */
const MOST = 24;

const kept = new Map<string, Promise<{ page: ReportPage; text: Sliced }>>();

/** A report with its text sliced by code points. */
export function reportText(id: string): Promise<{ page: ReportPage; text: Sliced }> {
  const key = `${session.head?.head ?? ''} ${session.turn} ${id}`;
  const known = kept.get(key);
  if (known) return known;
  const asked = get<ReportPage>(`reports/${encodeURIComponent(id)}`).then((page) => ({
    page,
    text: new Sliced(page.report.text),
  }));
  asked.catch(() => kept.delete(key));
  kept.set(key, asked);
  for (const oldest of kept.keys()) {
    if (kept.size <= MOST) break;
    kept.delete(oldest);
  }
  return asked;
}
