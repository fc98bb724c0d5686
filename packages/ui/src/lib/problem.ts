/** What the service says about a request that failed. Components know no more of it. */
export interface ProblemShown {
  /** What happened, in a few words. */
  readonly title: string;
  /** Why, and what to do. */
  readonly detail: string;
  readonly requestId?: string | undefined;
  /** The page that explains the problem. */
  readonly moreUrl?: string | undefined;
  /** What is wrong with single fields. */
  readonly violations?: readonly Violation[] | undefined;
}

export interface Violation {
  /** Such as `body.credits.remaining`. */
  readonly location: string;
  readonly message: string;
}
