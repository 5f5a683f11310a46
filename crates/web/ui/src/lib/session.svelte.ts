// What all pages share: the head of the case, who is at work, and that something was entered.
import type { CaseHead } from './shapes';

class Session {
  /** The case as the server has it. */
  head = $state.raw<CaseHead | null>(null);
  /** Goes up with every judgement entered here, so that pages ask again. */
  turn = $state(0);
  /** The name under which judgements are entered; kept on this machine. */
  by = $state(localStorage.getItem('by') ?? '');

  sign(by: string) {
    this.by = by;
    localStorage.setItem('by', by);
  }
}

export const session = new Session();
