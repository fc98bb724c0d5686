/**
 * Whether a request is a CORS preflight: a browser asks whether a page of another site may send a
 * request. It never carries a key, so a guard refuses it unless the program answers it first.
 *
 * @example
 * if (isPreflight(request.method, (name) => request.headers.get(name))) return answerPreflight();
 */
export function isPreflight(
  method: string | undefined,
  header: (name: string) => unknown,
): boolean {
  return (
    method === 'OPTIONS' &&
    Boolean(header('origin')) &&
    Boolean(header('access-control-request-method'))
  );
}
