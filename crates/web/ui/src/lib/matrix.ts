// The matrix of an event: voices by slots, in groups, with what cannot hold together joined by a letter.
//
// In: the page of an event. Out: groups of rows of cells. Must hold: silence stands only where the
// server says that a voice is silent; an empty cell is another thing; every entry is a claim; nothing
// is left out that an account says on a slot that is shown.
import type { Account, Claim, Disagreement, EventPage, SlotValue } from './shapes';

export type By = 'side' | 'origin' | 'none';

/** One claim in a cell and how it stands. */
export interface Entry {
  claim: Claim;
  words: string;
  denied: boolean;
  /** Why it is told against the speaker's interest. */
  against: string | null;
  /** The claim that took its place, and the day of its report. */
  superseded: { by: string; on: string } | null;
}

/** A disagreement, as it is called in the matrix. */
export interface Knot {
  letter: string;
  slot: string;
  accounts: string[];
  sides: string[][];
  why: string;
}

export interface Cell {
  account: string;
  slot: string;
  state: 'told' | 'silent' | 'empty';
  entries: Entry[];
  /** The disagreements it takes part in, and on which side, from 1; 0 where sides are not told. */
  knots: { knot: Knot; side: number }[];
}

export interface Row {
  account: Account;
  voice: string;
  cells: Cell[];
}

export interface Group {
  key: string;
  label: string;
  rows: Row[];
}

/** Spreadsheet letters: A … Z, AA, AB … */
export function letter(at: number): string {
  return (at >= 26 ? letter(Math.floor(at / 26) - 1) : '') + String.fromCharCode(65 + (at % 26));
}

/** Disagreements by letter, in the order of the slots as they are read. */
export function knots(page: EventPage): Knot[] {
  const order = (one: Disagreement) => {
    const at = page.slots.indexOf(one.slot);
    return at < 0 ? page.slots.length : at;
  };
  return [...page.event.disagreements]
    .sort((a, b) => order(a) - order(b))
    .map((one, at) => ({
      letter: letter(at),
      slot: one.slot,
      accounts: one.accounts,
      sides: one.sides ?? [],
      why: one.why,
    }));
}

/** The rows, one per account, in the order of the event. */
export function rows(page: EventPage, joined = knots(page)): Row[] {
  const claims = new Map(page.event.claims.map((claim) => [claim.id, claim]));
  return page.event.accounts.map((account) => {
    const own = account.claims.flatMap((id) => claims.get(id) ?? []);
    return {
      account,
      voice: page.words.voices[account.id] ?? account.id,
      cells: page.slots.map((slot) => cell(page, account, slot, own, joined)),
    };
  });
}

function cell(page: EventPage, account: Account, slot: string, own: Claim[], joined: Knot[]): Cell {
  const entries = own
    .filter((claim) => claim.slot === slot)
    .map((claim) => entry(page, account.id, claim))
    // What stands comes before what its own voice has since revised.
    .sort((a, b) => Number(Boolean(a.superseded)) - Number(Boolean(b.superseded)));
  const silent = page.event.slots[slot]?.silent.includes(account.id) ?? false;
  return {
    account: account.id,
    slot,
    state: entries.length ? 'told' : silent ? 'silent' : 'empty',
    entries,
    knots: joined
      .filter((knot) => knot.slot === slot && knot.accounts.includes(account.id))
      .map((knot) => ({
        knot,
        side: knot.sides.findIndex((side) => side.includes(account.id)) + 1,
      })),
  };
}

/** The value behind every claim; made once for a page, which may have tens of thousands. */
const values = new WeakMap<EventPage, Map<string, SlotValue>>();
function valueOf(page: EventPage): Map<string, SlotValue> {
  const known = values.get(page);
  if (known) return known;
  const made = new Map<string, SlotValue>();
  for (const slot of Object.values(page.event.slots))
    for (const value of slot.values) for (const id of value.claims) made.set(id, value);
  values.set(page, made);
  return made;
}

function entry(page: EventPage, account: string, claim: Claim): Entry {
  const value = valueOf(page).get(claim.id);
  const later = value?.superseded?.find((one) => one.account === account && one.by !== claim.id);
  const denied = claim.polarity === 'denied';
  return {
    claim,
    words: (page.words.claims[claim.id] ?? claim.quote).replace(denied ? /^denied: / : /^$/, ''),
    denied,
    against: value?.interest?.find(({ claims }) => claims.includes(claim.id))?.why ?? null,
    superseded: later ? { by: later.by, on: later.on } : null,
  };
}

/** Puts rows together by the side a voice is told to stand on, or by the origin it rests on. */
export function groups(page: EventPage, all: Row[], by: By): Group[] {
  if (by === 'none') return [{ key: 'all', label: '', rows: all }];
  const found = new Map<string, Group>();
  for (const row of all) {
    const { key, label } = by === 'side' ? side(page, row.account) : origin(page, row.account);
    const group = found.get(key) ?? { key, label, rows: [] };
    group.rows.push(row);
    found.set(key, group);
  }
  const last = (group: Group) => (group.key === '' ? 1 : 0);
  return [...found.values()].sort(
    (a, b) => last(a) - last(b) || b.rows.length - a.rows.length || a.label.localeCompare(b.label),
  );
}

function side(page: EventPage, account: Account): { key: string; label: string } {
  const leaning = (stances: string[]) => [
    ...new Set(
      account.alignment
        .filter(({ stance, holds }) => holds && stances.includes(stance))
        .map(({ entity }) => entity),
    ),
  ];
  const named = (ids: string[]) => ids.map((id) => page.names[id] ?? id).join(', ');
  // A party that others are of is on its own side, where nobody tells more of it.
  const own = account.said_by.at(-1)?.entity;
  const isParty =
    own != null &&
    page.event.accounts.some(({ alignment }) =>
      alignment.some((one) => one.holds && one.entity === own && one.stance !== 'opposes'),
    );
  const near = leaning(['is', 'favours']);
  if (near.length === 0 && isParty) near.push(own);
  near.sort();
  if (near.length) return { key: `+${near.join()}`, label: `Of or for ${named(near)}` };
  const against = leaning(['opposes']).sort();
  if (against.length)
    return { key: `-${against.join()}`, label: `Told to stand against ${named(against)}` };
  return { key: '', label: 'No side is told' };
}

function origin(page: EventPage, account: Account): { key: string; label: string } {
  const known = page.origins.find(({ id }) => id === account.origin);
  const outlets = [
    ...new Set(
      (known?.reports ?? account.reports).map(
        (id) => page.reports.find((head) => head.id === id)?.outlet ?? id,
      ),
    ),
  ];
  const root = known?.root;
  const from = root && (root.outlet ?? (root.entity && page.names[root.entity]) ?? root.report);
  const told = `${outlets.slice(0, 4).join(', ')}${outlets.length > 4 ? ' …' : ''}`;
  // Of several reports that one voice speaks in, the voice is the origin.
  const spoken = /^voice:(.+)$/.exec(account.origin)?.[1];
  if (spoken)
    return { key: account.origin, label: `Origin: the voice of ${page.names[spoken] ?? spoken}` };
  return {
    key: account.origin,
    label: `Origin ${account.origin}${from ? `, from ${from}` : ''}: ${told}`,
  };
}

/** Accounts that stand against one on a slot, by the disagreements they share. */
export function partners(cell: Cell): { account: string; knot: Knot }[] {
  const seen = new Set<string>();
  return cell.knots.flatMap(({ knot, side }) => {
    const own = side > 0 ? knot.sides[side - 1]! : [cell.account];
    return knot.accounts
      .filter((id) => id !== cell.account && !own.includes(id))
      .filter((id) => !seen.has(id) && seen.add(id))
      .map((account) => ({ account, knot }));
  });
}

/** A cell of the address, `k3.killed`; null where there is none such. */
export function find(all: Row[], words: string | null): Cell | null {
  const dot = words?.indexOf('.') ?? -1;
  if (!words || dot < 0) return null;
  const row = all.find(({ account }) => account.id === words.slice(0, dot));
  return row?.cells.find(({ slot }) => slot === words.slice(dot + 1)) ?? null;
}

/** The next cell with something told in it, in a direction; the same where there is none. */
export function step(shown: Row[], from: Cell, down: number, across: number): Cell {
  let row = shown.findIndex(({ account }) => account.id === from.account);
  let at = shown[row]?.cells.findIndex(({ slot }) => slot === from.slot) ?? -1;
  for (;;) {
    row += down;
    at += across;
    const next = shown[row]?.cells[at];
    if (!next) return from;
    if (next.state === 'told') return next;
  }
}

/** Single claims as entries, for those that a rulebook or a reason rests on; unknown ids are left out. */
export function entries(page: EventPage, ids: string[]): Entry[] {
  return ids.flatMap((id) => {
    const claim = page.event.claims.find((one) => one.id === id);
    const account = page.event.accounts.find(({ claims }) => claims.includes(id));
    return claim ? entry(page, account?.id ?? '', claim) : [];
  });
}

/** The sign of each relation, and what it says in words. */
export const SIGNS: Record<string, [string, string]> = {
  agree: ['=', 'all say the same'],
  refines: ['≈', 'one says it more closely'],
  compatible: ['~', 'they differ, and all may hold'],
  conflict: ['≠', 'they cannot all hold'],
  denies: ['≠', 'one denies what the other says'],
};

/** How the voice of a cell stands to each other that speaks on its slot, conflicts first. */
export function pairsOf(
  page: EventPage,
  cell: Cell,
): { other: string; relation: string; why: string }[] {
  const order = ['denies', 'conflict', 'refines', 'agree', 'compatible'];
  return (page.event.slots[cell.slot]?.pairs ?? [])
    .filter(({ one, other }) => one === cell.account || other === cell.account)
    .map(({ one, other, relation, why }) => ({
      other: one === cell.account ? other : one,
      relation,
      why,
    }))
    .sort((a, b) => order.indexOf(a.relation) - order.indexOf(b.relation));
}

/** The disagreement after or before the one that is shown, as two cells of the address. */
export function follow(
  all: Knot[],
  shown: Cell | null,
  by: 1 | -1,
): { cell: string; versus: string } | null {
  if (!all.length) return null;
  const at = all.findIndex(({ letter }) => shown?.knots.some(({ knot }) => knot.letter === letter));
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : (at + by + all.length) % all.length]!;
  const [one, other] = ends(next);
  return { cell: `${one}.${next.slot}`, versus: other };
}

/** Two accounts of a disagreement that stand on two sides of it. */
export function ends(knot: Knot): [string, string] {
  const one = knot.sides[0]?.[0] ?? knot.accounts[0] ?? '';
  const other = knot.sides[1]?.[0] ?? knot.accounts.find((id) => id !== one) ?? '';
  return [one, other];
}
