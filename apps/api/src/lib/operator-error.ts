/**
 * An error that the operator can fix. Its message says in a sentence what is wrong and what to do,
 * so the operator needs no stack.
 */
export class OperatorError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The text of an error in a terminal. An error that is not for the operator needs its stack. */
export function textForOperator(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof OperatorError) return error.message;
  return error.stack ?? error.message;
}
