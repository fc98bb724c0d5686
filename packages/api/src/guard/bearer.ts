/**
 * The key in an Authorization header. Only the scheme Bearer counts, in upper or lower case. The
 * password of another scheme is not a key, so it is never sent to the service.
 *
 * @example
 * const key = readBearer(request.headers.get('authorization'));
 */
export function readBearer(header: string | null | undefined): string | undefined {
  return header?.match(/^bearer +(\S+)$/i)?.[1];
}
