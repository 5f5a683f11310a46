// The part of time that is in view: from the address, or where a hand has just put it.
//
// In: the axis, and what the address says. Out: the view in units of the axis, and moves of it, which reach
// the address when the hand rests. Must hold: no move is written after the page is left.
import { untrack } from 'svelte';
import { changed } from '../../lib/filters';
import { route } from '../../lib/route.svelte';
import { densest, moved, type Anchor, type Axis } from '../../lib/scale';
import { DAY, day, type Stretch } from '../../lib/when';

type View = [number, number];
type Go = (query: URLSearchParams, how?: 'push' | 'replace') => void;

export class Span {
  /** While a hand moves it, it is not in the address yet. */
  #held = $state.raw<View | null>(null);
  #settles: ReturnType<typeof setTimeout> | undefined;
  #last: Anchor | null = null;
  width = $state(600);

  constructor(
    readonly axis: () => Axis,
    readonly stretches: () => readonly Stretch[],
    readonly go: Go,
  ) {
    $effect(() => {
      const told = route.query.get('view');
      void [route.query.get('since'), route.query.get('until'), route.query.get('folds')];
      // A view that comes by the address, through the browser's back or a chip, wins over the hand's.
      untrack(() => {
        if (this.#held && told !== this.#words(this.#held)) this.#held = null;
      });
    });
    $effect(() => () => clearTimeout(this.#settles));
  }

  /** What the address says is in view; else what was kept; else the densest stretch. */
  readonly #told = $derived.by((): View => {
    const [axis, query] = [this.axis(), route.query];
    const kept = `${query.get('since') ?? ''}/${query.get('until') ?? ''}`;
    const [from, to] = (query.get('view') ?? kept).split('/');
    const first = from ? Date.parse(`${from}T00:00:00Z`) : NaN;
    const last = to ? Date.parse(`${to}T00:00:00Z`) + DAY : NaN;
    const whole = densest(axis, this.stretches());
    if (!Number.isFinite(first) && !Number.isFinite(last)) return whole;
    const view: View = [
      Number.isFinite(first) ? Math.max(0, axis.at(first)) : 0,
      Number.isFinite(last) ? Math.min(axis.length, axis.at(last)) : axis.length,
    ];
    return view[1] - view[0] >= 0.5 ? view : whole;
  });
  readonly view = $derived(this.#held ?? this.#told);
  /** Pixels a unit; rounded, so that a mere move does not seem to zoom. */
  readonly perUnit = $derived(Math.round((this.width / (this.view[1] - this.view[0])) * 1e6) / 1e6);

  /** Stays while the view is moved by less than a third of itself: bars are shifted, not laid out anew. */
  readonly anchor = $derived.by((): Anchor => {
    const [last, start, perUnit] = [this.#last, this.view[0], this.perUnit];
    const near = last && Math.abs(start - last.start) * perUnit < this.width * 0.3;
    this.#last = last && near && last.perUnit === perUnit ? last : { start, perUnit };
    return this.#last;
  });
  /** Pixels by which the bars are shifted. */
  readonly off = $derived((this.anchor.start - this.view[0]) * this.perUnit);

  #words([start, end]: View): string {
    const axis = this.axis();
    return `${day(axis.instant(start))}/${day(axis.instant(end - 1e-6))}`;
  }

  move(by: { shift?: number; zoom?: number; around?: number }, from = this.view) {
    this.show(moved(this.axis(), from, by));
  }
  show(view: View) {
    this.#held = view;
    clearTimeout(this.#settles);
    this.#settles = setTimeout(
      () => this.go(changed(route.query, { view: this.#words(view) }), 'replace'),
      250,
    );
  }
  whole() {
    this.show([0, this.axis().length]);
  }
  /** Back to where it begins without a word in the address. */
  dense() {
    this.release();
    this.go(changed(route.query, { view: null }), 'replace');
  }
  release() {
    clearTimeout(this.#settles);
    this.#held = null;
  }
}
