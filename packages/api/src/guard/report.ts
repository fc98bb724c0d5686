import type { UnkeyError } from '../errors.js';

/**
 * Prints one line, for operators: a key could not be checked, and why. Text that the service wrote
 * is left out, because it may quote the request.
 *
 * `print` receives the line. Default: `console.error`.
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
