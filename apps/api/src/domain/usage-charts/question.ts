/** What verifications can be told apart by. */
export type Dimension = 'outcome' | 'api' | 'key' | 'identity' | 'tag';

/** Verifications that pass every filter. `undefined`: all pass. Empty: none does. */
export interface VerificationFilters {
  readonly apiIds?: readonly string[] | undefined;
  readonly keyIds?: readonly string[] | undefined;
  readonly externalIds?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  readonly outcomes?: readonly string[] | undefined;
}

/** Which verifications a chart is about. */
export interface VerificationSpan {
  readonly workspaceId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly filters: VerificationFilters;
}

/** Until when sums can be read, and from when there are single events. */
export interface Seal {
  /** The sums of the days before this moment are complete. Always the beginning of a day of UTC. */
  readonly sealedUntilMs: number;
  /** Single events of before this moment are no longer kept for the workspace. */
  readonly keptFromMs: number;
}

export type Metric = 'verifications' | 'credits' | 'latency';

/** The dimensions that the filters need. */
export function dimensionsOf(filters: VerificationFilters): ReadonlySet<Dimension> {
  const used: [Dimension, unknown][] = [
    ['api', filters.apiIds],
    ['key', filters.keyIds],
    ['identity', filters.externalIds],
    ['tag', filters.tags],
    ['outcome', filters.outcomes],
  ];
  return new Set(used.flatMap(([dimension, values]) => (values === undefined ? [] : [dimension])));
}
