// Where the reader is: a path below /w and the filters behind it, both in the address bar.
//
// In: clicks on links of the application, changes of filters, the browser's own back and forward.
// Out: `route`, which pages read. Must hold: every state a reader can share is in the address.

/** What the address bar says. */
class Route {
  path = $state(below(location.pathname));
  query = $state(new URLSearchParams(location.search));
  hash = $state(decodeURIComponent(location.hash.slice(1)));

  constructor() {
    addEventListener('popstate', () => this.#read());
    addEventListener('hashchange', () => this.#read());
    document.addEventListener('click', (event) => this.#follow(event));
  }

  /** The parts of the path, decoded: `['event', 'V-12ab']`. */
  get parts(): string[] {
    return this.path.split('/').filter(Boolean).map(decodeURIComponent);
  }

  /** Goes to an address of the application, such as `/w/event/V-12ab?slot=killed`. */
  go(address: string, how: 'push' | 'replace' = 'push') {
    if (how === 'push') history.pushState(null, '', address);
    else history.replaceState(null, '', address);
    this.#read();
  }

  /** Changes filters in place; null takes one away, a list stands for several values. */
  set(changes: Record<string, string | string[] | null>, how: 'push' | 'replace' = 'replace') {
    const query = new URLSearchParams(this.query);
    for (const [name, value] of Object.entries(changes)) {
      query.delete(name);
      for (const one of value === null ? [] : [value].flat())
        if (one !== '') query.append(name, one);
    }
    const search = query.toString();
    this.go(`${location.pathname}${search && '?'}${search}`, how);
  }

  #read() {
    this.path = below(location.pathname);
    this.query = new URLSearchParams(location.search);
    this.hash = decodeURIComponent(location.hash.slice(1));
  }

  #follow(event: MouseEvent) {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || event.defaultPrevented || event.button !== 0 || link.target || link.download)
      return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    const address = new URL(link.href);
    if (address.origin !== location.origin || !address.pathname.startsWith('/w')) return;
    if (
      address.hash &&
      address.pathname === location.pathname &&
      address.search === location.search
    )
      return;
    event.preventDefault();
    this.go(address.pathname + address.search + address.hash);
  }
}

function below(path: string): string {
  return path.replace(/^\/w\b\/?/, '').replace(/\/$/, '');
}

export const route = new Route();

/** An address of the application; parts are encoded, so that an id may hold anything. */
export function to(...parts: string[]): string {
  return '/w/' + parts.map(encodeURIComponent).join('/');
}
