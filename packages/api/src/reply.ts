/** An answer and its HTTP response. */
export interface Reply<R> {
  value: R;
  /** The id of the request, as in the server's log. */
  requestId: string;
  status: number;
  headers: Headers;
}

/** What a method returns: a promise of the answer, with access to the response. */
export type Call<T, Whole> = Promise<T> & {
  /**
   * Resolves to the answer together with its request id, status and headers.
   *
   * @example
   * const { value, requestId } = await unkey.keys.getKey({ keyId }).withResponse();
   */
  withResponse(): Promise<Whole>;
};

export function toCall<T, Whole>(
  work: Promise<Whole>,
  select: (whole: Whole) => T,
): Call<T, Whole> {
  const value = work.then(select);
  // Derived from the value, so that a failure counts as handled if only this promise is awaited.
  return Object.assign(value, { withResponse: () => value.then(() => work) });
}
