/**
 * What a failed statement means. PostgreSQL reports a five-character SQLSTATE; below it, the socket
 * reports a Node error code. No other file compares codes or texts.
 */

const DEADLOCK = '40P01';
const SERIALIZATION_FAILURE = '40001';

const LOCK_NOT_AVAILABLE = '55P03';

/** A statement has waited for a lock until its timeout. */
export function isLockTimeout(error: unknown): boolean {
  return codeOf(error) === LOCK_NOT_AVAILABLE;
}

/**
 * The transaction was rolled back only because of other transactions, so it is safe to run it
 * again.
 */
export function isRetryable(error: unknown): boolean {
  const code = codeOf(error);
  return code === DEADLOCK || code === SERIALIZATION_FAILURE;
}

const SOCKET_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EPIPE',
  'ETIMEDOUT',
]);

/**
 * The first two characters of a SQLSTATE are its class: 08 connection, 28 login refused, 3D no such
 * database, 53 out of resources, 57 stopped by the operator (shutdown, statement timeout), 58
 * system error. Login and database can fail at any time, because each new connection checks them.
 */
const UNAVAILABLE_CLASSES = new Set(['08', '28', '3D', '53', '57', '58']);
const READ_ONLY = '25006';

/** `pg` gives these no code, only a text. */
const CONNECTION_TEXTS = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'timeout expired',
  'Client was closed and is not queryable',
  'Client has encountered a connection error and is not queryable',
];

/** This process gave up the statement, or did not even send it. */
export class DatabaseUnavailableError extends Error {
  constructor(reason: string) {
    super(`The database is not available: ${reason}.`);
    this.name = 'DatabaseUnavailableError';
  }
}

/** The database cannot answer at the moment. The statement itself is not the cause. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof DatabaseUnavailableError || isReadOnly(error)) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnavailable);
  const code = codeOf(error);
  if (code !== undefined) {
    if (SOCKET_CODES.has(code)) return true;
    return code.length === 5 && UNAVAILABLE_CLASSES.has(code.slice(0, 2));
  }
  return error instanceof Error && CONNECTION_TEXTS.some((text) => error.message.startsWith(text));
}

/** The server is read-only, for example because another one has become the primary. */
export function isReadOnly(error: unknown): error is Error {
  return codeOf(error) === READ_ONLY;
}

/** The database answers, but takes no writes. */
export type WriteFailure = 'disk_full' | 'disk_error' | 'read_only';

const WRITE_FAILURES: Readonly<Record<string, WriteFailure>> = {
  '53100': 'disk_full',
  '58030': 'disk_error',
  [READ_ONLY]: 'read_only',
};

/** Why the database takes no writes at the moment. `undefined`: the cause is another one. */
export function writeFailureOf(error: unknown): WriteFailure | undefined {
  return WRITE_FAILURES[codeOf(error) ?? ''];
}

/** What clients are told. It names the cause where that is known to be the database's. */
const UNAVAILABLE_TEXTS: Readonly<Record<string, string>> = {
  '53100': 'The disk of the database is full. Nothing has been changed.',
  '58030': 'The database cannot read or write its disk. Nothing has been changed.',
  [READ_ONLY]: 'The database takes no writes at the moment: its server is read-only.',
  '53200': 'The database has too little memory for this at the moment.',
  '53300': 'The database takes no more connections at the moment.',
  '57014': 'The database did not finish this in time. Nothing has been changed.',
  '57P01': 'The database is being stopped.',
  '57P03': 'The database is starting.',
};

/** For an error that `isUnavailable`. */
export function describeUnavailable(error: unknown): string {
  const code = codeOf(error) ?? '';
  return UNAVAILABLE_TEXTS[code] ?? 'The database cannot be reached at the moment.';
}

/** Classes of SQLSTATE: 22 an impossible value, 23 a value that a constraint forbids. */
const DATA_CLASSES = new Set(['22', '23']);

/** As `migrations/0005-quotas.ts` raises it, with the kind as the constraint. */
const QUOTA_EXCEEDED = '53U01';

/** The quota of the workspace that a transaction would have exceeded. */
export function exceededQuota(
  error: unknown,
): { readonly kind: string; readonly max: number } | undefined {
  if (codeOf(error) !== QUOTA_EXCEEDED) return undefined;
  const { constraint, detail } = Object(error);
  return { kind: String(constraint), max: Number(detail) };
}

/** The statement is valid, but the database refuses its values, or the rows that they refer to. */
export function isDataRefused(error: unknown): boolean {
  return DATA_CLASSES.has(codeOf(error)?.slice(0, 2) ?? '');
}

const UNIQUE_VIOLATION = '23505';

/** Another row has this value already, and no two may. */
export function isTaken(error: unknown): boolean {
  return codeOf(error) === UNIQUE_VIOLATION;
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
