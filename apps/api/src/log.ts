import { destination, type Logger, pino, stdTimeFunctions } from 'pino';

/**
 * One JSON object per line on standard error; standard output is for the person who started the
 * program. Nothing that is logged is ever taken from headers or bodies, which hold the secrets.
 */
export function createLog(level: string): Logger {
  return pino(
    { level, base: null, timestamp: stdTimeFunctions.isoTime },
    destination({ fd: 2, sync: true }),
  );
}
