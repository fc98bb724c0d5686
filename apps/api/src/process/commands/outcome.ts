/** How a command has ended. */
export interface Outcome {
  readonly exitCode: number;
  /** For the standard output. */
  readonly report: string;
}
