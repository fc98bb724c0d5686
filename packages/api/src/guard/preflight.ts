/**
 * Whether a request is a CORS preflight: a browser asks whether a page of another site may send a
 * request. It never carries a key, so a guard refuses it unless the program answers it first.
 *
 * @param method The method of the request.
 * @param header Gives the header of a name, or nothing.
 * @returns Whether to answer it without a key.
 * @example
 * const header = (name: string) => request.headers.get(name);
 * if (isPreflight(request.method, header)) return new Response(null, { status: 204 });
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
