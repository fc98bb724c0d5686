import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';

/**
 * One JSON object per line on standard error; standard output is for the person who started the
 * program. Nothing that is logged is ever taken from headers or bodies, which hold the secrets.
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
 * These fields and no others: the driver hangs its whole connection on an error, with statements
 * and buffers, and PostgreSQL tells the values that it did not like.
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
