// What the reader looks at: one event, marked in timeline, map and list alike.
export class Looking {
  /** The event under the pointer, with the focus, or chosen by key. */
  event = $state<string | null>(null);
  /** Where the keys j and k stand in the list; -1: nowhere. */
  cursor = $state(-1);

  /** Puts an event in front; not while the pointer merely passes on its way out. */
  at(id: string | null) {
    this.event = id;
  }
}

/** Pixels of one rem, for heights that grow with the reader's own size of letters. */
export function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 14;
}
