// What all pages share: the head of the case, who is at work, and that something was entered.
import { route } from './route.svelte';
import type { CaseHead } from './shapes';

class Session {
  /** The case as the server has it. */
  head = $state.raw<CaseHead | null>(null);
  /** Goes up with every judgement entered here, so that pages ask again. */
  turn = $state(0);
  /** The name under which judgements are entered; kept on this machine. */
  by = $state(localStorage.getItem('by') ?? '');

  /** What the page in front is about, where it has a name of its own. */
  called = $state.raw<{ at: string; title: string } | null>(null);

  /** Names the page in front. */
  call(title: string) {
    this.called = { at: route.path, title };
  }

  sign(by: string) {
    this.by = by;
    localStorage.setItem('by', by);
  }
}

export const session = new Session();
