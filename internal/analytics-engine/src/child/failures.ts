/**
 * A failure as ClickHouse's HTTP interface tells it: a number, its name, and a text. Only the first
 * two may leave the service: the text can hold values of rows.
 */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  readonly code: number;
  readonly type: string;
  readonly status: number;

  constructor(type: FailureType, text: string, code: number = FAILURES[type].code) {
    super(text);
    this.code = code;
    this.type = type;
    this.status = statusOf(code);
  }
}

/** The failures that are found before the engine is asked, and those that need a status. */
const FAILURES = {
  BAD_ARGUMENTS: { code: 36, status: 400 },
  UNKNOWN_FUNCTION: { code: 46, status: 404 },
  UNKNOWN_IDENTIFIER: { code: 47, status: 404 },
  UNKNOWN_TABLE: { code: 60, status: 404 },
  SYNTAX_ERROR: { code: 62, status: 400 },
  UNKNOWN_FORMAT: { code: 73, status: 404 },
  UNKNOWN_DATABASE: { code: 81, status: 404 },
  UNKNOWN_SETTING: { code: 115, status: 404 },
  TIMEOUT_EXCEEDED: { code: 159, status: 408 },
  READONLY: { code: 164, status: 403 },
  TOO_MANY_SIMULTANEOUS_QUERIES: { code: 202, status: 503 },
  QUERY_WAS_CANCELLED: { code: 394, status: 500 },
  TOO_MANY_ROWS_OR_BYTES: { code: 396, status: 500 },
  UNKNOWN_EXCEPTION: { code: 1002, status: 500 },
} as const;

export type FailureType = keyof typeof FAILURES;

function statusOf(code: number): number {
  return Object.values(FAILURES).find((failure) => failure.code === code)?.status ?? 500;
}

/**
 * The engine's own text: `Code: 62. DB::Exception: Syntax error: … (SYNTAX_ERROR)`. Only the first
 * number and the last name are the engine's: what is between them can hold values of rows.
 */
const ENGINE_TEXT = /Code: (\d+)\.(?: DB::\w*Exception:)?\s*([\s\S]*)\(([A-Z][A-Z0-9_]+)\)/;

export interface ToldFailure {
  readonly code: number;
  readonly type: string;
  readonly status: number;
  readonly text: string;
}

/** What to tell of any error that a request met. */
export function describeFailure(error: unknown): ToldFailure {
  if (error instanceof EngineFailure) {
    const { code, type, status } = error;
    return { code, type, status, text: error.message };
  }
  const message = error instanceof Error ? error.message : String(error);
  const match = ENGINE_TEXT.exec(message);
  const code = Number(match?.[1] ?? FAILURES.UNKNOWN_EXCEPTION.code);
  const type = match?.[3] ?? 'UNKNOWN_EXCEPTION';
  return { code, type, status: statusOf(code), text: match?.[2]?.trim() ?? message };
}

/** The body of the answer, in the form that ClickHouse's clients take apart. */
export function failureBody({ code, type, text }: ToldFailure): string {
  return `Code: ${code}. DB::Exception: ${text} (${type})\n`;
}

const WITHHELD = 'The engine refused the query.';

/** For readers, who must not see the engine's text. */
export function withoutText(failure: ToldFailure): ToldFailure {
  return { ...failure, text: WITHHELD };
}
