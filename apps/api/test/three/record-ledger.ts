import type { Answer } from './oracles/record-oracle.js';

/** Which events there must be: one for each answered check. */
export class RecordLedger {
  /** By request id and position in the request: what was asked about, and the code. */
  readonly verifications = new Map<string, Answer>();
  readonly limitChecks = new Map<string, Answer>();
  /** Checks that may have been made and recorded without the client knowing of it. */
  readonly unknown = { verifications: 0, limitChecks: 0 };

  /** Verifications under one Idempotency-Key, which share one event. */
  readonly #repeated = new Map<string, Repeated>();

  /** `by`: the life of the process that answered. */
  answered(ask: Recorded, { requestId, by, data }: Answered): void {
    const { name, body, idempotencyKey } = ask;
    if (name === 'keys.verifyKey') {
      const answer = { what: `${data.keyId ?? ''} ${data.code}`, by };
      const id = `${requestId} 0`;
      if (idempotencyKey === undefined) this.verifications.set(id, answer);
      else this.#repeatedUnder(idempotencyKey).answers.set(id, answer);
      return;
    }
    const passed = passedOf(name, data);
    for (const [item, identifier] of identifiersOf(name, body).entries()) {
      this.limitChecks.set(`${requestId} ${item}`, { what: `${identifier} ${passed[item]}`, by });
    }
  }

  unanswered({ name, body, idempotencyKey }: Recorded): void {
    this.unknown.limitChecks += identifiersOf(name, body).length;
    if (name !== 'keys.verifyKey') return;
    this.unknown.verifications += 1;
    if (idempotencyKey !== undefined) this.#repeatedUnder(idempotencyKey).hasUnknown = true;
  }

  /**
   * Chooses the one answer of each Idempotency-Key that has the event. The event may also belong to
   * an attempt without an answer.
   */
  settleRepeated(recordedIds: ReadonlySet<string>): void {
    for (const { answers, hasUnknown } of this.#repeated.values()) {
      const entries = [...answers];
      const found = entries.find(([id]) => recordedIds.has(id));
      const [id, answer] = found ?? (hasUnknown ? [] : (entries[0] ?? []));
      if (id !== undefined && answer !== undefined) this.verifications.set(id, answer);
    }
    this.#repeated.clear();
  }

  #repeatedUnder(idempotencyKey: string): Repeated {
    const known = this.#repeated.get(idempotencyKey);
    if (known !== undefined) return known;
    const repeated: Repeated = { answers: new Map(), hasUnknown: false };
    this.#repeated.set(idempotencyKey, repeated);
    return repeated;
  }
}

interface Repeated {
  readonly answers: Map<string, Answer>;
  hasUnknown: boolean;
}

interface Recorded {
  readonly name: string;
  readonly body: unknown;
  readonly idempotencyKey?: string;
}

interface Answered {
  readonly requestId: string;
  readonly by: string;
  // biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
  readonly data: any;
}

interface LimitBody {
  readonly identifier: string;
}

function identifiersOf(name: string, body: unknown): string[] {
  if (name === 'ratelimit.limit') return [(body as LimitBody).identifier];
  if (name !== 'ratelimit.multiLimit') return [];
  return (body as LimitBody[]).map(({ identifier }) => identifier);
}

// biome-ignore lint/suspicious/noExplicitAny: a wire answer is any JSON
function passedOf(name: string, data: any): boolean[] {
  if (name === 'ratelimit.limit') return [data.success];
  return (data.limits ?? []).map((limit: { readonly passed: boolean }) => limit.passed);
}
