import { ClickHouseError } from '@clickhouse/client';

/**
 * What a failed request to the engine means.
 *
 * - `away`: the engine did not answer, or has not started. The same request may work later.
 * - `busy`: it has no memory, room or patience for this at the moment. A smaller request may work.
 * - `data`: it does not take these values.
 * - `statement`: it refuses the statement, whatever the values.
 */
export type AnalyticsFailureKind = 'away' | 'busy' | 'data' | 'statement';

/**
 * A request to the engine that failed. The text of the engine may repeat values of any tenant, and
 * failures are logged with their causes. So only its number is kept.
 */
export class AnalyticsFailure extends Error {
  readonly kind: AnalyticsFailureKind;
  /** The number of the engine's error. `undefined`: the engine did not answer. */
  readonly code: number | undefined;

  constructor(kind: AnalyticsFailureKind, code: number | undefined, options?: ErrorOptions) {
    super(
      code === undefined ? 'The engine did not answer.' : `The engine answered error ${code}.`,
      options,
    );
    this.name = 'AnalyticsFailure';
    this.kind = kind;
    this.code = code;
  }
}

/**
 * Errors of ClickHouse about values that cannot be read, converted or stored. The list has what an
 * insert of JSON can cause.
 */
const DATA_CODES = new Set([
  6, 26, 27, 32, 33, 38, 41, 53, 69, 70, 72, 117, 130, 131, 190, 246, 321, 349, 407, 467,
]);

/** Memory, disk, time, or too many parts or queries at once. */
const BUSY_CODES = new Set([74, 75, 159, 160, 201, 202, 203, 209, 210, 236, 241, 243, 252, 394]);

export function toAnalyticsFailure(error: unknown): AnalyticsFailure {
  if (error instanceof AnalyticsFailure) return error;
  if (!(error instanceof ClickHouseError))
    return new AnalyticsFailure('away', undefined, { cause: error });
  const code = Number(error.code);
  return new AnalyticsFailure(kindOf(code), code);
}

function kindOf(code: number): AnalyticsFailureKind {
  if (DATA_CODES.has(code)) return 'data';
  return BUSY_CODES.has(code) ? 'busy' : 'statement';
}
