// Asks the server; the shapes are those of `/api/openapi.json`, generated into `schema.d.ts`.
//
// In: a path below /api and its parameters. Out: the answer, or an `ApiError` with what, where and
// the remedy, as the server words it.

/** Why the server could not answer. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

type Parameters = URLSearchParams | Record<string, string | number | boolean | undefined>;

function address(path: string, parameters?: Parameters): string {
  const query =
    parameters instanceof URLSearchParams
      ? parameters
      : new URLSearchParams(
          Object.entries(parameters ?? {})
            .filter(([, value]) => value !== undefined)
            .map(([name, value]) => [name, String(value)]),
        );
  const search = query.toString();
  return `/api/${path}${search && '?'}${search}`;
}

async function answer<T>(asked: Promise<Response>): Promise<T> {
  let got: Response;
  try {
    got = await asked;
  } catch {
    throw new ApiError(0, 'The server does not answer; see whether `rashomon serve` still runs.');
  }
  if (!got.ok) {
    const body = await got.json().catch(() => null);
    throw new ApiError(got.status, body?.error ?? `The server answered ${got.status}.`);
  }
  return got.json();
}

/** Gets a value. */
export function get<T>(path: string, parameters?: Parameters, signal?: AbortSignal): Promise<T> {
  return answer(
    fetch(address(path, parameters), { signal, headers: { accept: 'application/json' } }),
  );
}

/** Sends a value, to be weighed or entered. */
export function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  return answer(
    fetch(address(path), {
      method: 'POST',
      signal,
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
    }),
  );
}
