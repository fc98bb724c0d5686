import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

/**
 * One JSON object per line on standard error. Standard output is for the person who started the
 * program. Headers and bodies hold secrets, so nothing from them is logged.
 */
export function createLog(
  level: string,
  stream: DestinationStream = destination({ fd: 2, sync: true }),
): Logger {
  return pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime, serializers: { err: describeError } },
    stream,
  );
}

/**
 * Only these fields. The driver attaches its whole connection to an error, with statements and
 * buffers, and PostgreSQL quotes the values that it refuses.
 */
export function describeError(error: unknown): Readonly<Record<string, unknown>> {
  if (!(error instanceof Error)) return { message: String(error) };
  return {
    type: error.name,
    ...('code' in error && { code: error.code }),
    message: error.message,
    stack: error.stack,
    ...(error.cause !== undefined && { cause: describeError(error.cause) }),
    ...(error instanceof AggregateError && { errors: error.errors.map(describeError) }),
  };
}
