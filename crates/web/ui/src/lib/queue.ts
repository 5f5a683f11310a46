// A sitting over the review queue: where one is, what was decided, what was passed over, how to undo.
//
// In: the items as the server orders them, again after every judgement. Out: a new state each time;
// nothing here asks or enters anything. Must hold: an item that was decided in this sitting stays in
// its place although the server no longer lists it, so that it can be looked at and undone; items
// that a decision settled besides go, new ones come behind.

/** What was decided on an item. */
export interface Decided {
  item: string;
  /** Id of the judgement. */
  judgement: string;
  /** What it was, in words. */
  label: string;
}

export interface Sitting {
  /** Ids of the items, in order. */
  order: readonly string[];
  /** Position of the item in front; `order.length` where all is done. */
  at: number;
  /** In the order taken. */
  decided: readonly Decided[];
  skipped: readonly string[];
}

export const nothing: Sitting = { order: [], at: 0, decided: [], skipped: [] };

/** The item in front. */
export function front(sitting: Sitting): string | undefined {
  return sitting.order[sitting.at];
}

/** What was decided on an item. */
export function outcome(sitting: Sitting, item: string): Decided | undefined {
  return sitting.decided.find((one) => one.item === item);
}

/** Takes the server's list: what was decided keeps its place, the item in front stays in front. */
export function refresh(sitting: Sitting, listed: readonly string[]): Sitting {
  const now = new Set(listed);
  const kept = sitting.order.filter((id) => now.has(id) || outcome(sitting, id));
  const known = new Set(kept);
  const order = [...kept, ...listed.filter((id) => !known.has(id))];
  const before = front(sitting);
  const same = before === undefined ? -1 : order.indexOf(before);
  if (same >= 0) return { ...sitting, order, at: same };
  // What was in front is gone: the next open one from there.
  const gone = sitting.order.slice(0, sitting.at).filter((id) => known.has(id)).length;
  return open({ ...sitting, order, at: Math.max(0, gone - 1) }, gone);
}

/** Takes another list, as when a filter was changed: what was decided comes first, then the list. */
export function restart(sitting: Sitting, listed: readonly string[]): Sitting {
  const done = sitting.decided.map((one) => one.item);
  const order = [...done, ...listed.filter((id) => !done.includes(id))];
  return open({ ...sitting, order, at: 0 }, done.length);
}

/** Moves up or down, never past the ends. */
export function move(sitting: Sitting, by: number): Sitting {
  const at = Math.max(0, Math.min(sitting.order.length - 1, sitting.at + by));
  return { ...sitting, at };
}

/** Puts an item in front; an unknown one changes nothing. */
export function choose(sitting: Sitting, item: string): Sitting {
  const at = sitting.order.indexOf(item);
  return at < 0 ? sitting : { ...sitting, at };
}

/** Notes what was decided; the next open item comes in front by itself. */
export function decide(sitting: Sitting, decided: Decided): Sitting {
  const others = sitting.decided.filter((one) => one.item !== decided.item);
  const skipped = sitting.skipped.filter((id) => id !== decided.item);
  const next = { ...sitting, decided: [...others, decided], skipped };
  const at = sitting.order.indexOf(decided.item);
  return open(next, (at < 0 ? sitting.at : at) + 1);
}

/** Passes over the item in front; it comes again when all others are done. */
export function skip(sitting: Sitting): Sitting {
  const item = front(sitting);
  if (item === undefined) return sitting;
  const known = outcome(sitting, item) || sitting.skipped.includes(item);
  const skipped = known ? sitting.skipped : [...sitting.skipped, item];
  return open({ ...sitting, skipped }, sitting.at + 1);
}

/** What undoing takes back: the last decision of this sitting. */
export function last(sitting: Sitting): Decided | undefined {
  return sitting.decided.at(-1);
}

/** Forgets a decision that was withdrawn, and puts its item in front again. */
export function undone(sitting: Sitting, judgement: string): Sitting {
  const gone = sitting.decided.find((one) => one.judgement === judgement);
  if (!gone) return sitting;
  const decided = sitting.decided.filter((one) => one !== gone);
  return choose({ ...sitting, decided }, gone.item);
}

/** How far this sitting is. */
export function progress(sitting: Sitting): { decided: number; of: number; skipped: number } {
  return {
    decided: sitting.decided.length,
    of: sitting.order.length,
    skipped: sitting.skipped.length,
  };
}

/** The first open item from a position on, then from the top, then one that was passed over. */
function open(sitting: Sitting, from: number): Sitting {
  const { order, skipped } = sitting;
  const turned = [...order.keys()].map((at) => (at + from) % Math.max(1, order.length));
  const free = turned.filter((at) => !outcome(sitting, order[at]!));
  const at = free.find((one) => !skipped.includes(order[one]!)) ?? free[0];
  return { ...sitting, at: at ?? order.length };
}
