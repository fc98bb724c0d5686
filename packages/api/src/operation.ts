/** What the client knows about an operation beyond the types of its request and answer. */
export interface OperationTraits {
  /**
   * - `read` changes nothing, so it can be repeated.
   * - `write` changes something; repeating it may change it twice.
   * - `check` answers on the hot path of the customer's API and may spend credits or quota.
   */
  readonly kind: 'read' | 'write' | 'check';
  /** The server stores the answer under the idempotency key and replays it. */
  readonly deduplicated?: true;
  /** The answer is one page of a list. */
  readonly paginated?: true;
}
