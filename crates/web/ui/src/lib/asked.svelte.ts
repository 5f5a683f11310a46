// A value of the server that a page waits for: loading, there, or failed with the reason.
import { ApiError, get } from './api';

/** Asks again whenever what `path` returns changes; a late answer to an older question is dropped. */
export function asked<T>(question: () => { path: string; parameters?: URLSearchParams } | null) {
  let value = $state.raw<T | null>(null);
  let error = $state<string | null>(null);
  let loading = $state(false);
  let again = $state(0);
  $effect(() => {
    const now = question();
    void again;
    if (!now) return;
    const ends = new AbortController();
    loading = true;
    get<T>(now.path, now.parameters, ends.signal)
      .then((got) => {
        value = got;
        error = null;
      })
      .catch((why: unknown) => {
        if (!ends.signal.aborted) error = why instanceof ApiError ? why.message : String(why);
      })
      .finally(() => {
        if (!ends.signal.aborted) loading = false;
      });
    return () => ends.abort();
  });
  return {
    get value() {
      return value;
    },
    get error() {
      return error;
    },
    get loading() {
      return loading;
    },
    /** Asks once more, after something was entered. */
    reload() {
      again++;
    },
  };
}
