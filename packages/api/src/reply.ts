/** An answer, and what came around it. */
export interface Reply<R> {
  value: R;
  /** Names the request in the server's log. */
  requestId: string;
  status: number;
  headers: Headers;
}

/** What a method returns: a promise of the answer, which can be asked for more. */
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
  // Through the value, so that a failure which only this promise is asked about is handled.
  return Object.assign(value, { withResponse: () => value.then(() => work) });
}
