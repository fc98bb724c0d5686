export const REQUEST_LOG_SCOPES = ['off', 'management', 'all'] as const;

/** Which requests the log of requests has. */
export type RequestLogScope = (typeof REQUEST_LOG_SCOPES)[number];

/** `management` leaves out checks: they are by far the most, and leave usage events anyway. */
export function isLogged(scope: RequestLogScope, operation: { readonly hot: boolean }): boolean {
  return scope === 'all' || (scope === 'management' && !operation.hot);
}
