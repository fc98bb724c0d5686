/**
 * The key in an Authorization header. Only the scheme Bearer counts, in any case; a password of
 * another scheme is not a key and must not be sent anywhere as one.
 *
 * @example
 * const key = readBearer(request.headers.get('authorization'));
 */
export function readBearer(header: string | null | undefined): string | undefined {
  return header?.match(/^bearer +(\S+)$/i)?.[1];
}
