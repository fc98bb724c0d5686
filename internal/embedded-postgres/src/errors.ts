export type EmbeddedPostgresErrorCode =
  | 'already_running'
  | 'binaries_unusable'
  | 'damaged_data_directory'
  | 'data_directory_not_writable'
  | 'initdb_failed'
  | 'no_os_user'
  | 'start_failed'
  | 'start_timeout'
  | 'stop_failed'
  | 'unreachable_directory'
  | 'unsupported_platform'
  | 'wrong_major_version';

/** Every message is for the operator and says what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name = 'EmbeddedPostgresError';
  readonly code: EmbeddedPostgresErrorCode;

  constructor(code: EmbeddedPostgresErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The `code` of an error from the operating system or from PostgreSQL. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
