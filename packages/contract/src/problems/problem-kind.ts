/** The properties that all problems of one code share. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What happened, in one or two plain sentences. */
  readonly meaning: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}
