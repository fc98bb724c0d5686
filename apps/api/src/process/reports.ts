import type { Logger } from 'pino';
import { OperatorError, textForOperator } from '../lib/operator-error.js';
import { createLog } from './log.js';

/**
 * What ends the process, or is wrong with it, beside its ordinary log. A terminal shows it as plain
 * text, as Node does. Anything else that reads the standard error gets lines of JSON only.
 */
export function reportFailure(failure: string, error: unknown): void {
  if (process.stderr.isTTY) {
    printFailure(failure, error);
    return;
  }
  // Whatever LOG_LEVEL says: without this line nothing says why the process has ended.
  const details = error instanceof OperatorError ? {} : { err: error };
  createLog('fatal').fatal({ event: 'start_failed', ...details }, failureText(failure, error));
}

/** Plain text. A command has a reader and no log, so it fails like this in a pipe too. */
export function printFailure(failure: string, error: unknown): void {
  process.stderr.write(`\n${failure} ${textForOperator(error)}\n`);
}

/** The stack of an error that is not for the operator has a field of its own. */
function failureText(failure: string, error: unknown): string {
  if (error instanceof OperatorError || !(error instanceof Error)) {
    return `${failure} ${textForOperator(error)}`;
  }
  return `${failure} ${error.message}`;
}

/** Logs warnings of Node, and an error that no code has caught. The latter ends the process. */
export function reportToLog(log: Logger): void {
  if (process.stderr.isTTY) return;
  // Node's own listener prints plain text.
  process.removeAllListeners('warning');
  process.on('warning', (warning) =>
    log.warn({ event: 'node_warning', err: warning }, warning.message),
  );
  process.on('uncaughtException', (err, origin) => {
    createLog('fatal').fatal({ event: 'crashed', origin, err }, 'an error that no code has caught');
    process.exit(1);
  });
}
