/** What is the same for all problems of one code. */
export interface ProblemKind {
  readonly status: number;
  readonly title: string;
  /** What happened, in one or two plain sentences. */
  readonly meaning: string;
  /** What to do about it. */
  readonly remedy: string;
}
