export type AnalyticsEngineErrorCode =
  | 'directory_not_usable'
  | 'install_failed'
  | 'socket_path_too_long'
  | 'unsupported_platform';

/** Every message is for the operator and says what to do. */
export class AnalyticsEngineError extends Error {
  override readonly name = 'AnalyticsEngineError';
  readonly code: AnalyticsEngineErrorCode;

  constructor(code: AnalyticsEngineErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/** The `code` of an error from the operating system. */
export function errorCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
