import type { RootKeyPower } from '../../domain/authorization/may-grant.js';

/** A decision about rights, in a form that can be stored and judged again. */
export type Judgement =
  | {
      readonly kind: 'right';
      /** The name of a conditional right. `null`: the right of the operation. */
      readonly name: string | null;
      /** Only the ids that the right names. */
      readonly ids: Readonly<Record<string, unknown>>;
    }
  | { readonly kind: 'power'; readonly power: RootKeyPower };

/**
 * What was decided about the rights of the caller while one request is carried out.
 *
 * The list is stored with the answer under an Idempotency-Key. A repetition gets that answer only
 * if the caller still has every right on it. The list names things by their ids at that time, so it
 * can be judged when they are gone. A request may run more than once; equal entries count once.
 */
export class Judgements {
  readonly #isMet: (judgement: Judgement) => boolean;
  readonly #made = new Map<string, Judgement>();

  /** `isMet` judges for the caller of this request, by the grants that it has now. */
  constructor(isMet: (judgement: Judgement) => boolean) {
    this.#isMet = isMet;
  }

  record(judgement: Judgement): void {
    this.#made.set(JSON.stringify(judgement), judgement);
  }

  get made(): readonly Judgement[] {
    return [...this.#made.values()];
  }

  areStillMet(earlier: readonly Judgement[]): boolean {
    return earlier.every((judgement) => this.#isMet(judgement));
  }
}
