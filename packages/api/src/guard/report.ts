import type { UnkeyError } from '../unkey-error.js';

/**
 * Prints one line, for operators: a key could not be checked, and why. Text that the service wrote
 * is left out, because it may quote the request. In an outage every request fails, so each code is
 * printed once a second at most. The next line says how many were left out.
 *
 * @param error Why the key could not be checked.
 * @param print Receives the line. Default: `console.error`.
 * @example
 * if (outcome.kind === 'failed') reportFailure(outcome.error);
 */
export function reportFailure(
  { code, message, status, requestId }: UnkeyError,
  print: (line: string) => void = console.error,
): void {
  const nowMs = Date.now();
  const earlier = lines.get(code);
  if (earlier && Math.abs(nowMs - earlier.printedAtMs) < EVERY_MS) {
    earlier.hidden += 1;
    return;
  }
  // Codes come from the service. They are few, unless it is not the service that answers.
  if (lines.size >= CODES_MAX) lines.clear();
  lines.set(code, { printedAtMs: nowMs, hidden: 0 });
  const reason = status === undefined ? message : `status ${status}, request ${requestId ?? '-'}`;
  const more = earlier?.hidden ? `, and ${earlier.hidden} more since the last line` : '';
  print(`unlatch: an API key could not be checked: ${code} (${reason})${more}`);
}

const EVERY_MS = 1_000;
const CODES_MAX = 100;

/** The last line for each code, and how many were left out after it. */
const lines = new Map<string, { printedAtMs: number; hidden: number }>();
