/**
 * The key in an Authorization header. Only the scheme Bearer counts, in upper or lower case. The
 * password of another scheme is not a key, so it is never sent to the service.
 *
 * A request may have the header several times, as several lines or joined by commas. Lines that say
 * the same count once. Lines that differ contain no key: another program on the way may have read
 * the other one.
 *
 * HTTP allows only visible ASCII characters in such a token. Programs encode others in different
 * ways, so a token that contains any is no key.
 *
 * @param header The header, or all of its lines.
 * @returns The key; undefined if there is none.
 * @example
 * const key = readBearer(request.headers.get('authorization'));
 */
export function readBearer(
  header: string | readonly (string | undefined)[] | null | undefined,
): string | undefined {
  const lines = [header ?? []].flat().flatMap((line) => line?.split(/,(?= *bearer )/i) ?? []);
  const [key, ...others] = new Set(lines.map(readToken));
  return others.length === 0 ? key : undefined;
}

function readToken(line: string): string | undefined {
  return line.trim().match(/^bearer +([!-~]+)$/i)?.[1];
}

/**
 * All lines of the Authorization header of a request in Node. Node itself keeps only the first. A
 * program may have set `headers.authorization`, for example from a cookie, so that counts too.
 *
 * @param req The request that Node gave to the program.
 * @returns The lines of the header, for `readBearer`.
 * @example
 * const key = readBearer(authorizationOf(req));
 */
export function authorizationOf(req: NodeRequest): (string | undefined)[] {
  const { headers, rawHeaders = [] } = req;
  const lines = rawHeaders.filter(
    (_, index) => index % 2 === 1 && rawHeaders[index - 1]?.toLowerCase() === 'authorization',
  );
  // If the client sent only one line, what a program has set takes its place.
  return lines.length > 1 ? [headers.authorization, ...lines] : [headers.authorization];
}

/** The part of a request of `node:http` or `node:http2` that has the headers. */
interface NodeRequest {
  readonly headers: { readonly authorization?: string | undefined };
  /** Names and values in turn. Requests that other programs make may lack it. */
  readonly rawHeaders?: readonly string[] | undefined;
}
