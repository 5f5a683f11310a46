// Every action has a key, and the keys are shown: pages register theirs, `?` lists them.
import { untrack } from 'svelte';

/** One key of a page. */
export interface Key {
  /** As `KeyboardEvent.key` has it: `j`, `Enter`, `?`; two keys one after the other as `g o`. */
  key: string;
  /** What it does, in a few words. */
  what: string;
  run: (event: KeyboardEvent) => void;
}

class Keys {
  /** The keys in force, those of the page in front first. */
  layers = $state.raw<Key[][]>([]);
  #waiting = '';
  #since = 0;

  constructor() {
    document.addEventListener('keydown', (event) => this.#press(event));
  }

  /** Puts keys in force; call what is returned to take them away. */
  add(keys: Key[]): () => void {
    // Pages add theirs within an effect, which must not hang on the keys of others.
    this.layers = [keys, ...untrack(() => this.layers)];
    return () => {
      this.layers = this.layers.filter((layer) => layer !== keys);
    };
  }

  #press(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    const at = event.target;
    const writes =
      at instanceof HTMLElement && (at.isContentEditable || at.matches('input, textarea, select'));
    if (writes && event.key !== 'Escape') return;
    if (
      at instanceof HTMLElement &&
      at.matches('button, a, summary') &&
      /^(Enter| )$/.test(event.key)
    )
      return;
    const chord = event.timeStamp - this.#since < 1200 ? `${this.#waiting} ${event.key}` : '';
    const known = this.layers.flat();
    const found =
      known.find(({ key }) => key === chord) ?? known.find(({ key }) => key === event.key);
    [this.#waiting, this.#since] = [event.key, event.timeStamp];
    if (!found) return;
    event.preventDefault();
    this.#waiting = '';
    found.run(event);
  }
}

export const keys = new Keys();
