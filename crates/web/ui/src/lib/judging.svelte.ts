// Entering judgements: what one would change is asked first, then it is entered, then it can be undone.
//
// In: what is asked (`Ask`), the reason, the name. Out: a `Change`, and `judged.last`, which the toast
// shows. Must hold: nothing is entered whose change was not shown; an answer to an older question is
// dropped; every page asks again after an entry (`session.turn`).
import { ApiError, post } from './api';
import { became } from './changes';
import { route, to } from './route.svelte';
import { session } from './session.svelte';
import type { Ask, Change } from './shapes';

/** A word to stand for a name or a reason not yet written, where only the change is asked for. */
const UNWRITTEN = 'not yet entered';

/** What is asked of the server. */
export interface Asked {
  ask: Ask;
  reason: string;
  by: string;
}

/** What a judgement would change; nothing is entered. */
export function preview(asked: Asked, signal?: AbortSignal): Promise<Change> {
  const { ask, reason, by } = asked;
  return post<Change>(
    'preview',
    { ask, reason: reason.trim() || UNWRITTEN, by: by.trim() || UNWRITTEN },
    signal,
  );
}

/** Pages ask again; one whose name or event went goes to what it became. */
function turn(change: Change) {
  const [kind = '', ...id] = route.parts;
  const next = became(change, kind, id.join('/'));
  if (next !== null) route.go(to(kind, next), 'replace');
  session.turn++;
}

/** The judgement entered last in this sitting, for the toast. */
class Judged {
  last = $state.raw<{ change: Change; words: string; undone: boolean } | null>(null);
  error = $state<string | null>(null);

  /** Enters a judgement; `words` says what was done, for the toast. */
  async enter(asked: Asked, words: string): Promise<Change> {
    const change = await post<Change>('judgements', asked);
    this.last = { change, words, undone: false };
    this.error = null;
    turn(change);
    return change;
  }

  /** Withdraws the judgement entered last. */
  async undo(): Promise<void> {
    const last = this.last;
    if (!last || last.undone) return;
    try {
      const change = await post<Change>('judgements', {
        ask: { kind: 'withdraw', judgement: last.change.judgement.id },
        reason: 'undone right after it was entered',
        by: session.by || last.change.judgement.by,
      });
      this.last = { ...last, undone: true };
      this.error = null;
      turn(change);
    } catch (why) {
      this.error = why instanceof ApiError ? why.message : String(why);
    }
  }

  forget() {
    this.last = null;
    this.error = null;
  }
}

export const judged = new Judged();
