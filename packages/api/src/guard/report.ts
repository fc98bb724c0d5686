import type { UnkeyError } from '../errors.js';

/**
 * Says in one line that a key could not be checked and why, for whoever runs the server. A text
 * that the service wrote is left out, because it may quote the request.
 *
 * `print` is where the line goes. Default: `console.error`.
 *
 * @example
 * if (outcome.kind === 'failed') reportFailure(outcome.error);
 */
export function reportFailure(
  { code, message, status, requestId }: UnkeyError,
  print: (line: string) => void = console.error,
): void {
  const reason = status === undefined ? message : `status ${status}, request ${requestId ?? '-'}`;
  print(`unlatch: an API key could not be checked: ${code} (${reason})`);
}
